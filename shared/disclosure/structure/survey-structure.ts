import { createHash } from 'node:crypto'
import { codebookOf } from '#shared/survey/codebook.ts'
import { questionsIn } from '#shared/survey/conditions.ts'
import { isRollup } from '#shared/survey/rollups.ts'
import type { Condition, Survey } from '#shared/survey/survey.ts'
import { canonicalCondition, spellingOf } from './canonical-condition.ts'
import { entails, excludes } from './implication.ts'
import { peopleName } from './people-table.ts'
import { conditionsOf, type QuestionPlace, type QuestionPlaces, questionPlaces } from './questions.ts'

/** One thing a person said: a question (or a part of the survey) and the answer, option or state. */
type Predicate = { readonly question: string; readonly answer: string }

/** Names a set of people by what they said, and by nothing else: no table, no release. */
export type Label = string

const RESERVED = /[=&\n\0]/

/**
 * The canonical label of a cell: the study, then its predicates, sorted. The same people have the same label wherever
 * they are shown, so they have the same number everywhere. No predicates is everyone.
 */
export function cellLabel(study: string, predicates: readonly Predicate[]): Label {
  const parts = predicates.map(({ question, answer }) => {
    if (RESERVED.test(question) || RESERVED.test(answer)) throw new Error(`"${question}=${answer}" cannot be part of a label`)
    return `${question}=${answer}`
  })
  if (study === '' || RESERVED.test(study)) throw new Error(`"${study}" cannot be part of a label`)
  return `${study}\n${[...new Set(parts)].sort().join('&')}`
}

export type SliceRef = { readonly question: string; readonly by?: string | undefined; readonly group?: string | undefined }

/** The sets of people that a survey's definition alone makes the same, or empty. It is no secret: it holds before anybody answers. */
export type CellStructure = {
  /** Whether conditions let anybody of this group see the question. */
  canBeAsked(place: SliceRef): boolean
  /**
   * The predicates of a cell, with one spelling for one set of people. People who skipped a part skipped each of its
   * questions: rounded afresh for each, the same people would give their number away by many draws.
   */
  predicatesOf(place: SliceRef, answer: string): Predicate[]
  /** The predicates of everybody in a slice. */
  predicatesOfGroup(place: SliceRef): Predicate[]
}

/** Works out the structure of a survey. It remembers what it was asked, so make one for a survey and keep it. */
export function structureOf(survey: Survey): CellStructure {
  const places = questionPlaces(survey)
  const isImplied = remember(
    (by: string, state: string, asked: string, answer: string) =>
      state !== '~not_shown' &&
      hasConditions(places(by)) &&
      entails({ all: conditionsOf(places(by), state === '~section_skipped' ? 'section' : 'question') }, places(asked), answer, places),
  )
  const isExcluded = remember(
    (question: string, by: string, group: string) =>
      hasConditions(places(question)) && excludes({ all: conditionsOf(places(question), 'question') }, places(by), group, places),
  )
  const codebook = codebookOf(survey)
  const statesOf = (question: string) => codebook.fields.find((field) => field.question === question)?.states ?? []
  const notShownTo = remember((question: string) => notShown(places(question), places, statesOf))
  const isNeverShown = remember((question: string) => hidesFromAll(places(question), places))
  const predicateOf = (question: string, answer: string): Predicate => {
    if (answer === '~section_skipped') return { question: `~part:${places(question).section.id}`, answer }
    return answer === '~not_shown' ? notShownTo(question) : { question, answer }
  }

  return {
    // Groups are taken together only where conditions tie them to no question.
    canBeAsked: ({ question, by, group }) => by === undefined || group === undefined || isRollup(group) || !isExcluded(question, by, group),
    predicatesOf: ({ question, by, group }, answer) => {
      // If nobody is shown a question, everybody was "not shown" it: the label is that of the group.
      if (answer === '~not_shown' && isNeverShown(question)) return by === undefined || group === undefined ? [] : [predicateOf(by, group)]
      const own = predicateOf(question, answer)
      if (by === undefined || group === undefined) return [own]
      const ofGroup = predicateOf(by, group)
      if (isImplied(question, answer, by, group)) return [own]
      return isImplied(by, group, question, answer) ? [ofGroup] : [own, ofGroup]
    },
    predicatesOfGroup: ({ by, group }) => (by === undefined || group === undefined ? [] : [predicateOf(by, group)]),
  }
}

function hasConditions(place: QuestionPlace): boolean {
  return conditionsOf(place, 'question').length > 0
}

/** Whether conditions let nobody see a question, those aside who are counted as having skipped its part. */
function hidesFromAll(place: QuestionPlace, places: QuestionPlaces): boolean {
  if (!hasConditions(place)) return false
  const counted = conditionsOf(place, place.section.note ? 'section' : 'question')
  return counted.length > 0 && shownTo(counted, places) === NOBODY
}

/** The name that people-table.ts gives to nobody. */
const NOBODY = JSON.stringify([[], []])

/** Keeps the results of a function: a survey does not change, and its tables ask the same again and again. */
function remember<A extends string[], T>(find: (...names: A) => T): (...names: A) => T {
  const known = new Map<string, T>()
  return (...names) => {
    const key = names.join('\n')
    const found = known.get(key) ?? find(...names)
    known.set(key, found)
    return found
  }
}

/** `statesOf`: the missing states that an answer to a question can have. */
function notShown(place: QuestionPlace, places: QuestionPlaces, statesOf: (question: string) => readonly string[]): Predicate {
  const { section } = place
  const shown = shownTo(conditionsOf(place, 'question'), places)
  // People who skipped the part are not counted as "not shown" by the own condition of a question in it.
  const isOwn = section.note && shown !== shownTo(conditionsOf(place, 'section'), places)
  // A question that everybody is shown and that has no missing state but "skipped": who skipped it was not shown what is asked of those who answered.
  const answered = isOwn ? [] : conditionsOf(place, 'question').flatMap(questionsIn)
  const skipped = answered.find((q) => statesOf(q).join() === 'skipped' && shownTo([{ q, answered: true }], places) === shown)
  if (skipped !== undefined) return { question: skipped, answer: '~skipped' }
  const digest = createHash('sha256').update([isOwn ? section.id : '', shown].join('\n'))
  return { question: `~shown:${digest.digest('hex').slice(0, 32)}`, answer: '~not_shown' }
}

/** One spelling for the people to whom all of these conditions show something. */
function shownTo(conditions: readonly Condition[], places: QuestionPlaces): string {
  const condition = canonicalCondition({ all: conditions }, places)
  return peopleName(condition, places) ?? spellingOf(condition)
}
