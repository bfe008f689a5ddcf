import type { Answer, Answers } from './answer.ts'
import { isMany, type Question, questionsOf, type Survey } from './survey.ts'

/**
 * Group variables that nest: everybody in a county is in its region. A reader with a map knows it, so everything that protects
 * a report has to. The plan says which question lies in which, and each option of the inner one says where it lies.
 */
export type Nest = {
  readonly inner: string
  readonly outer: string
  /** The options of the outer question that something lies in, in its order: each with the options of the inner question in it. */
  readonly groups: readonly { readonly id: string; readonly of: readonly string[] }[]
}

/** The nests of a survey that was checked when it was loaded. */
export function nestsOf(survey: Survey): readonly Nest[] {
  if (survey.plan.nests === undefined) return []
  const questions = new Map(questionsOf(survey).map((question) => [question.id, question]))
  return Object.entries(survey.plan.nests ?? {}).map(([inner, outer]) => {
    const places = placesOf(questions.get(inner))
    const of = (id: string) => [...places].flatMap(([option, place]) => (place === id ? [option] : []))
    const ids = [...new Set(places.values())]
    const order = optionsOf(questions.get(outer)).map(({ id }) => id)
    return { inner, outer, groups: order.filter((id) => ids.includes(id)).map((id) => ({ id, of: of(id) })) }
  })
}

/** Whether one of two questions lies in the other, directly or by others. A table of the two would tell nothing new. */
export function areNested({ plan }: Survey, one: string, other: string): boolean {
  const around = (question: string): readonly string[] => {
    const found: string[] = []
    for (let at = plan.nests?.[question]; at !== undefined && !found.includes(at); at = plan.nests?.[at]) found.push(at)
    return found
  }
  return around(one).includes(other) || around(other).includes(one)
}

/** The outer answer that each option of a question lies in. */
function placesOf(question: Question | undefined): ReadonlyMap<string, string> {
  return new Map(optionsOf(question).flatMap((option) => (option.in === undefined ? [] : [[option.id, option.in] as const])))
}

function optionsOf(question: Question | undefined) {
  return question && 'options' in question && !isMany(question) ? question.options : []
}

/** Two answers that contradict each other: somebody said `said`, and `option`, which lies in `place`. */
export type NestConflict = Pick<Nest, 'inner' | 'outer'> & { readonly option: string; readonly said: string; readonly place: string }

/** Gives the answers that contradict each other; nothing where one of the two was left out. */
export function nestConflicts(survey: Survey, given: Answers): readonly NestConflict[] {
  return inwardFirst(survey).flatMap(({ inner, outer, groups }) => {
    const [option, said] = [chosen(given[inner]), chosen(given[outer])]
    const place = placeOf(groups, option)
    return option === undefined || said === undefined || place === undefined || place === said
      ? []
      : [{ inner, option, outer, said, place }]
  })
}

/**
 * Replaces each outer answer by the one that the inner answer implies: somebody who says a county is counted in its region,
 * whatever they said of that, as people know their county better than its region. Nobody is in a county and outside its region.
 * Somebody who says no county keeps their region.
 */
export function settledNests<Given extends Answers>(survey: Survey, given: Given): Given {
  let settled = given
  for (const { inner, outer, groups } of inwardFirst(survey)) {
    const place = placeOf(groups, chosen(settled[inner]))
    if (place !== undefined && chosen(settled[outer]) !== place) settled = { ...settled, [outer]: { state: 'answered', options: [place] } }
  }
  return settled
}

/** Orders nests so that a variable inside a region is settled before the variable that the region lies in. */
function inwardFirst(survey: Survey): readonly Nest[] {
  const nests = nestsOf(survey)
  const depth = (question: string): number => {
    const nest = nests.find(({ inner }) => inner === question)
    return nest ? 1 + depth(nest.outer) : 0
  }
  return nests.toSorted((a, b) => depth(b.inner) - depth(a.inner))
}

function placeOf(groups: Nest['groups'], option: string | undefined): string | undefined {
  return groups.find(({ of }) => option !== undefined && of.includes(option))?.id
}

function chosen(answer: Answer | undefined): string | undefined {
  return answer?.state === 'answered' && 'options' in answer ? answer.options[0] : undefined
}
