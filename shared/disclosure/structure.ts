import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Condition, Survey } from '#shared/survey/survey.ts'
import { conditionsOf, entails, excludes, type Place, placesIn } from './implication.ts'
import type { Predicate } from './label.ts'

export type PlaceInTable = { readonly question: string; readonly by?: string | undefined; readonly group?: string | undefined }

/** What follows from a survey's definition alone, before anybody answers, and so is no secret. */
export type Structure = {
  /** Whether conditions let anybody of this group see the question. */
  canBeAsked(place: PlaceInTable): boolean
  /**
   * The predicates of a cell, with one spelling for one set of people. Whoever skipped a part skipped each of its
   * questions: rounded afresh for each, the same people would give their number away by many draws.
   */
  predicatesOf(place: PlaceInTable, answer: string): Predicate[]
  /** The predicates of everybody in a slice. */
  predicatesOfGroup(place: PlaceInTable): Predicate[]
}

export function structureOf(survey: Survey): Structure {
  const places = placesIn(survey)
  const isImplied = (by: Place, state: string, asked: Place, answer: string) =>
    state !== '~not_shown' &&
    conditionsOf(by, state === '~section_skipped' ? 'section' : 'question').some((each) => entails(each, asked, answer, places))

  return {
    canBeAsked: ({ question, by, group }) =>
      by === undefined ||
      group === undefined ||
      !conditionsOf(places(question), 'question').some((each) => excludes(each, places(by), group, places)),
    predicatesOf: ({ question, by, group }, answer) => {
      const place = places(question)
      const own = predicateOf(place, answer)
      if (by === undefined || group === undefined) return [own]
      const groupPlace = places(by)
      const ofGroup = predicateOf(groupPlace, group)
      if (isImplied(place, answer, groupPlace, group)) return [own]
      return isImplied(groupPlace, group, place, answer) ? [ofGroup] : [own, ofGroup]
    },
    predicatesOfGroup: ({ by, group }) => (by === undefined || group === undefined ? [] : [predicateOf(places(by), group)]),
  }
}

function predicateOf(place: Place, answer: string): Predicate {
  const { section, question } = place
  if (answer === '~section_skipped') return { question: `~part:${section.id}`, answer }
  if (answer !== '~not_shown') return { question: question.id, answer }
  const conditions = conditionsOf(place, 'question')
    .flatMap(conjuncts)
    .map((each) => canonicalize(each) ?? '')
  // Whoever skipped the part is not counted as "not shown" by the own condition of a question in it.
  const skippable = section.note && question.if !== undefined ? section.id : ''
  const digest = createHash('sha256').update([skippable, ...[...new Set(conditions)].sort()].join('\n'))
  return { question: `~shown:${digest.digest('hex').slice(0, 32)}`, answer }
}

function conjuncts(condition: Condition): readonly Condition[] {
  return 'all' in condition ? condition.all.flatMap(conjuncts) : [condition]
}
