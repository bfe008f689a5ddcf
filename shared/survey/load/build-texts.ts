import type { Problem } from '../../problem.ts'
import { answerIds, isClosed, type Texts } from '../survey.ts'
import type { PlacedQuestion, PlacedSection } from './build-structure.ts'
import { consentLists, extras, purposeWords } from './extras.ts'
import { labelsFor } from './labels.ts'
import { homeOf, type LanguageWords, type Needs } from './language.ts'
import { suggest } from './nearest.ts'
import { rowWords } from './row-words.ts'
import type { SurveyWords } from './words.ts'

/** Everything a language must say is said, and nothing else. The texts are given when that holds. */
export function buildTexts(words: LanguageWords, needs: Needs): { texts?: Texts; problems: Problem[] } {
  const problems: Problem[] = []
  const sections: Texts['sections'] = {}
  const questions: Texts['questions'] = {}

  for (const section of needs.structure.sections) {
    const found = sectionWords(section, words, needs, problems)
    if (found) sections[section.value.id] = found
    for (const question of section.questions) {
      const said = questionWords(question, words, needs, problems)
      if (said) questions[question.value.id] = said
    }
  }
  problems.push(...extras(words, needs), ...purposeWords(words, needs.blocks), ...consentLists(words, needs))

  const { own, common } = words
  const auto = own.blocks.auto ?? common?.blocks.auto
  const share = own.blocks.share ?? common?.blocks.share
  if (!auto) problems.push(own.source.problem([], 'no words for the automatic options', 'Add auto: {dk: ..., na: ..., pns: ...}'))
  if (!share)
    problems.push(own.source.problem([], 'no words for the share question', 'Add share: {text, hint, words, summary, none, wait}'))

  const { title, intro, reviewed, consent } = own.blocks
  if (problems.length > 0 || !auto || !share || !title || !intro || !reviewed || !consent) return { problems }
  return { texts: { title, intro, reviewed, sections, questions, auto, share, consent }, problems }
}

function sectionWords(
  section: PlacedSection,
  words: LanguageWords,
  { original }: Needs,
  problems: Problem[],
): Texts['sections'][string] | undefined {
  const { id, note } = section.value
  const from = homeOf('sections', id, words)
  const found = from?.sections.get(id)
  if (!from?.sections.has(id)) {
    problems.push(words.own.source.problem(['sections'], `no title for the part "${id}"`, `Add sections: {${id}: title}`))
  }
  if (!found || !from) return undefined
  const path = ['sections', id]
  if (note && !found.note) problems.push(from.source.problem(path, `no content note for the part "${id}"`, `Add sections.${id}.note`))
  if (!note && found.note) {
    problems.push(
      from.source.problem(
        path,
        `a content note for "${id}", which has none in survey.yaml`,
        'Add "note: true" there, or take this out',
        'note',
      ),
    )
  }
  const source = homeOf('sections', id, original)?.sections.get(id)
  for (const key of ['info', 'stem'] as const) problems.push(...sameAs(from, path, key, found[key], source?.[key]))
  return found
}

function questionWords(
  placed: PlacedQuestion,
  words: LanguageWords,
  needs: Needs,
  problems: Problem[],
): Texts['questions'][string] | undefined {
  const question = placed.value
  const id = placed.from?.id ?? question.id
  const from = homeOf('questions', id, words)
  if (!from?.questions.has(id)) {
    problems.push(words.own.source.problem(['questions'], `no words for the question "${id}"`, `Add questions.${id}`))
  }
  const whole = from?.questions.get(id)
  if (!whole || !from) return undefined
  const path = ['questions', id]
  const source = homeOf('questions', id, needs.original)?.questions.get(id)
  for (const key of ['hint', 'unit', 'stem'] as const) problems.push(...sameAs(from, path, key, whole[key], source?.[key]))
  problems.push(...rollupNames(question, from, path, whole.rollups ?? {}, source?.rollups ?? {}))
  const found = rowWords(whole, placed.from, from, path, problems)
  if (!found) return undefined
  if (!isClosed(question)) {
    if (found.options) problems.push(from.source.problem(path, `"${id}" has no options to label`, 'Take the labels out', 'options'))
    return found
  }
  const ids = answerIds(question)
  if (question.type !== 'scale') return { ...found, options: labelsFor(from, [...path, 'options'], ids, found.options ?? {}, problems) }
  if (found.options) {
    const remedy = `Take them out: the labels of "${question.scale}" stand under "scales"`
    problems.push(from.source.problem(path, `labels for "${id}", which is a scale`, remedy, 'options'))
  }
  const scaleHome = homeOf('scales', question.scale, words)
  const scale = scaleHome?.scales.get(question.scale)
  if (!scaleHome?.scales.has(question.scale)) {
    problems.push(words.own.source.problem(['scales'], `no labels for the scale "${question.scale}"`, `Add scales.${question.scale}`))
  }
  return scaleHome && scale ? { ...found, options: labelsFor(scaleHome, ['scales', question.scale], ids, scale, problems) } : found
}

/** Each names answers that survey.yaml takes together, and every language names the same ones. */
function rollupNames(
  question: PlacedQuestion['value'],
  from: SurveyWords,
  path: readonly string[],
  here: Readonly<Record<string, string>>,
  there: Readonly<Record<string, string>>,
): Problem[] {
  const known = (isClosed(question) ? (question.rollups ?? []) : []).map(({ id }) => id)
  const unknown = Object.keys(here).filter((id) => !known.includes(id))
  return [
    ...unknown.map((id) =>
      from.source.problem([...path, 'rollups'], `a name for "${id}", which "${path[1]}" does not take together`, suggest(id, known), id),
    ),
    ...known.flatMap((id) => sameAs(from, [...path, 'rollups'], id, here[id], there[id])),
  ]
}

function sameAs(from: SurveyWords, path: readonly string[], key: string, here: string | undefined, there: string | undefined): Problem[] {
  if ((here === undefined) === (there === undefined)) return []
  return here === undefined
    ? [from.source.problem(path, `the source language has a "${key}" here`, `Add ${[...path, key].join('.')}`)]
    : [from.source.problem(path, `the source language has no "${key}" here`, 'Add it there, or take this out', key)]
}
