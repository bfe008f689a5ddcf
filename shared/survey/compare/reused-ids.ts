import type { SurveyPart } from '../load/locate.ts'
import { answerIds, isClosed, type Question, questionsOf, type Survey } from '../survey.ts'
import { compareVersions } from '../version-number.ts'
import { same } from './compare-questions.ts'

/** A question that asks something else under the id of an earlier one, and where its survey says so. */
export type ReusedId = { readonly part: SurveyPart; readonly message: string; readonly isKeepable: boolean }

/**
 * Ids of an earlier version that now stand for other words, answers or types (QN-07). A survey may say under `keptIds` in which
 * version the words or answers of a question changed while it went on asking the same; a type never changes.
 */
export function reusedIds(survey: Survey, earlier: Survey): ReusedId[] {
  const before = new Map(questionsOf(earlier).map((question) => [question.id, question]))
  return questionsOf(survey).flatMap((question) => {
    const was = before.get(question.id)
    if (!was) return []
    const part = { question: question.id }
    const since = `in version ${earlier.version}, which was open`
    if (was.type !== question.type) {
      return [{ part, message: `"${question.id}" is "${question.type}", and was "${was.type}" ${since}`, isKeepable: false }]
    }
    const kept = survey.keptIds?.[question.id]
    if (kept !== undefined && compareVersions(earlier.version, kept) < 0) return []
    return [
      ...(same(answersOf(was), answersOf(question))
        ? []
        : [{ part, message: `"${question.id}" has other answers than ${since}`, isKeepable: true }]),
      ...changedWords(survey, earlier, question.id).map(({ place, was: old, now }) => ({
        part: place,
        message: `"${question.id}" says "${now}", and said "${old}" ${since}`,
        isKeepable: true,
      })),
    ]
  })
}

function answersOf(question: Question): unknown {
  if (!isClosed(question)) return []
  if (question.type === 'number') return question.bands.map(({ id, from, to }) => [id, from, to])
  return answerIds(question).toSorted()
}

type Words = { readonly place: SurveyPart; readonly text: string }
type ChangedWords = { readonly place: SurveyPart; readonly was: string; readonly now: string }

function changedWords(survey: Survey, earlier: Survey, question: string): ChangedWords[] {
  return survey.languages.flatMap((language) => {
    const [now, was] = [survey, earlier].map((each) => wordsOf(each, question, language))
    return [...(now ?? [])].flatMap(([key, { place, text }]) => {
      const before = was?.get(key)
      return before === undefined || before.text === text ? [] : [{ place, was: before.text, now: text }]
    })
  })
}

/** Every sentence that a question is understood by: its own, those of its options, and what its part says above each question. */
function wordsOf(survey: Survey, question: string, language: string): Map<string, Words> {
  const texts = survey.texts[language]
  const section = survey.sections.find(({ questions }) => questions.some(({ id }) => id === question))?.id ?? ''
  const { options = {}, rollups = {}, ...said } = texts?.questions[question] ?? {}
  const words = new Map<string, Words>()
  const add = (key: string, place: Omit<SurveyPart, 'language'>, text: string | undefined) => {
    if (text !== undefined) words.set(key, { place: { language, ...place }, text })
  }
  add('part', { section, path: ['stem'] }, texts?.sections[section]?.stem)
  for (const [key, text] of Object.entries(said)) add(`question ${key}`, { question, path: [key] }, text)
  for (const [id, text] of Object.entries(options)) add(`option ${id}`, { question, path: ['options', id] }, text)
  for (const [id, text] of Object.entries(rollups)) add(`rollup ${id}`, { question, path: ['rollups', id] }, text)
  return words
}
