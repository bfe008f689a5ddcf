import { isClosed, questionsOf } from '#shared/survey/survey.ts'
import { AT_MOST_ZERO, type Range } from '../linear/linear-problem.ts'
import { exactCover } from './exact-cover.ts'
import type { PersonKind } from './possible-people.ts'
import { numbersOf, type PrintedCells, type TableRef } from './printed-cells.ts'
import { conditionsOf, hasNoneOf } from './questions.ts'
import type { Label, SliceRef } from './survey-structure.ts'

/** "These cells add up to that one", whatever anybody answers. It ties the offsets of all of them together. */
export type Margin = {
  readonly total: Label
  readonly parts: readonly Label[]
  /** Set where a part is "the whole group except these". */
  readonly less?: readonly Label[]
}

/** Sets of people, by the labels that name them. */
type Sets = Map<readonly Label[], ReadonlySet<number>>

/** The sums of a report that follow from who is shown what: each holds whatever people answer. */
function conditionMargins(cells: PrintedCells, tables: readonly TableRef[]): readonly Margin[] {
  return tables.flatMap((table) => notShownMargins(cells, table)).filter(({ total, parts }) => !parts.includes(total))
}

/**
 * The people who were not shown a question are the sum of answers that hid it, or everyone else is the sum of answers that
 * showed it. Example: where "no" to q1 hides q2, `q2 not shown = q1 no + q1 skipped`.
 */
export function notShownMargins(cells: PrintedCells, table: TableRef): readonly Margin[] {
  const { question, by } = table
  if (!cells.answers(question).includes('~not_shown')) return []
  return [...hiddenMargins(cells, table), ...cells.slices({ question, by }).flatMap((place) => complementMargins(cells, place))]
}

function hiddenMargins(cells: PrintedCells, { question, by }: TableRef): readonly Margin[] {
  return cells.slices({ question, by }).flatMap((place) =>
    cells.cell(place, '~not_shown').flatMap((hidden): readonly Margin[] => {
      const people = cells.peopleIn(place) ?? []
      const those = numbersOf(people, (person) => person.get(question)?.[0] === '~not_shown')
      const others = numbersOf(people, (person) => person.get(question)?.[0] !== '~not_shown')
      return [decidingSets(cells, place, people), crossedSets(cells, place, people)].flatMap((sets) => {
        const parts = exactCover(those, sets)
        const rest = exactCover(others, sets)
        return [
          ...(parts ? [{ total: hidden, parts: parts.flat() }] : []),
          ...(rest ? [{ total: cells.label(place), parts: [hidden, ...rest.flat()] }] : []),
        ]
      })
    }),
  )
}

/**
 * Nobody is shown both of two questions, as one is asked of people who chose none of some options: the people away from one and the
 * people away from the other add up to everyone and the people away from both. Example: where `a` or `b` shows q2 and neither of them shows q3,
 * `q2 not shown + q3 not shown = everyone + q1 skipped`. No cell counts the people who chose `a` or `b`.
 */
function complementMargins(cells: PrintedCells, place: SliceRef): readonly Margin[] {
  const { question, by } = place
  if (!conditionsOf(cells.places(question), 'question').some(hasNoneOf)) return []
  const deciding = new Set(cells.deciding(question))
  const others = questionsOf(cells.survey)
    .filter(isClosed)
    .map(({ id }) => id)
    .filter((id) => id !== question && cells.isPlanned(id, by) && cells.answers(id).includes('~not_shown'))
    .filter((id) => cells.deciding(id).some((each) => deciding.has(each)) && cells.canBeAsked({ ...place, question: id }))
  return others.flatMap((other) => {
    const people = cells.peopleIn(place, [other]) ?? []
    return awayFrom(cells, question).flatMap((own) =>
      awayFrom(cells, other).flatMap((theirs): readonly Margin[] => {
        const isAway = [question, other].map(
          (id, i) => (person: PersonKind) => (i === 0 ? own : theirs).includes(person.get(id)?.[0] ?? ''),
        )
        if (people.length === 0 || people.some((person) => !isAway.some((is) => is(person)))) return []
        const both = numbersOf(people, (person) => isAway.every((is) => is(person)))
        const less = exactCover(both, decidingSets(cells, place, people))?.flat()
        if (!less) return []
        const parts = [
          ...own.flatMap((state) => cells.cell(place, state)),
          ...theirs.flatMap((state) => cells.cell({ ...place, question: other }, state)),
        ]
        return [{ total: cells.label(place), parts, ...(less.length > 0 && { less }) }]
      }),
    )
  })
}

/** The states of people who are away from a question: not shown it, with and without those who skipped its part. */
function awayFrom(cells: PrintedCells, question: string): readonly (readonly string[])[] {
  const states = AWAY.filter((state) => cells.answers(question).includes(state))
  return states.length > 1 ? [states.slice(0, 1), states] : [states]
}

/** The margins of answers whose people a condition leaves in one group each, although groups of the variable overlap. */
export function overlappingMargins(cells: PrintedCells, question: string, by: string): readonly Margin[] {
  const people = cells.people.of([question, by]) ?? []
  return [...cells.answers(question), ...cells.overlappingRollups(question, by)].flatMap((answer) => {
    const sets: Sets = new Map()
    for (const groups of groupClasses(cells, by)) addSet(cells, sets, people, placesIn(question, by, groups), [answer])
    const parts = exactCover(numbersOf(people, cells.isIn({ question }, answer)), sets)
    return parts ? cells.cell({ question }, answer).map((total) => ({ total, parts: parts.flat() })) : []
  })
}

/** The people of each printed cell of the questions that decide whether one is shown, by the labels that name them. */
function decidingSets(cells: PrintedCells, place: SliceRef, people: readonly PersonKind[]): Sets {
  const own = place.question
  const found: Sets = new Map()
  if (cells.answers(own).includes('~section_skipped')) addSet(cells, found, people, [place], ['~section_skipped'])
  for (const question of cells.deciding(own).filter((each) => cells.isPlanned(each, place.by))) {
    const rows = [...cells.disjointClasses(question), ...cells.overlappingRollups(question, place.by).map((id) => [id])]
    for (const answers of rows) addSet(cells, found, people, [{ ...place, question }], answers)
  }
  return found
}

/** The same with cells of tables in which these questions are crossed with each other; empty where none are. */
function crossedSets(cells: PrintedCells, place: SliceRef, people: readonly PersonKind[]): Sets {
  const own = place.question
  const crossed: Sets = new Map()
  if (place.by !== undefined) return crossed
  const deciding = cells.deciding(own)
  for (const by of deciding) {
    for (const groups of groupClasses(cells, by)) {
      if (cells.isPlanned(own, by)) addSet(cells, crossed, people, placesIn(own, by, groups), ['~not_shown'])
      for (const question of deciding.filter((other) => cells.isPlanned(other, by))) {
        for (const answers of cells.disjointClasses(question)) addSet(cells, crossed, people, placesIn(question, by, groups), answers)
      }
    }
  }
  return crossed.size > 0 ? new Map([...decidingSets(cells, place, people), ...crossed]) : crossed
}

/** The groups of a variable, in lists that conditions do not tell apart; missing states are no groups. */
function groupClasses(cells: PrintedCells, by: string): readonly (readonly string[])[] {
  return cells.disjointClasses(by).filter(([first]) => first?.startsWith('~') === false)
}

function placesIn(question: string, by: string, groups: readonly string[]): readonly SliceRef[] {
  return groups.map((group) => ({ question, by, group }))
}

function addSet(
  cells: PrintedCells,
  found: Sets,
  people: readonly PersonKind[],
  places: readonly SliceRef[],
  answers: readonly string[],
): void {
  const [first] = places
  if (!first || !places.every((at) => cells.canBeAsked(at))) return
  const names = places.flatMap((at) => answers.flatMap((answer) => cells.cell(at, answer)))
  found.set(names, numbersOf(people, cells.isIn(first, answers[0] ?? '')))
}

/** A sum of counts, each times a factor, that lies within a range whatever people answer. */
export type ConditionSum = Range & { readonly terms: readonly (readonly [label: Label, factor: number])[] }

/** States of people who were not shown a question, or were not asked it at all because they skipped its part. */
const AWAY = ['~not_shown', '~section_skipped']

/** Everything that follows from who is shown what: which counts make up which, and which are within which. */
export function conditionSums(cells: PrintedCells, tables: readonly TableRef[]): readonly ConditionSum[] {
  const made = conditionMargins(cells, tables).map(
    ({ total, parts, less = [] }): ConditionSum => ({
      terms: [...times(parts, 1), ...times([total, ...less], -1)],
      low: 0,
      high: 0,
    }),
  )
  return [...made, ...tables.flatMap((table) => within(cells, table))]
}

/** Answers that hide a question are no more people than are away from it, and answers that show it no more than see it. */
function within(cells: PrintedCells, { question, by }: TableRef): readonly ConditionSum[] {
  const states = AWAY.filter((state) => cells.answers(question).includes(state))
  if (!states.includes('~not_shown')) return []
  const deciding = cells.deciding(question).filter((each) => cells.isPlanned(each, by))
  return cells.slices({ question, by }).flatMap((place) => {
    const people = cells.peopleIn(place) ?? []
    return [states.slice(0, 1), states].flatMap((own) => {
      const isAway = (person: PersonKind) => own.includes(person.get(question)?.[0] ?? '')
      const away = own.flatMap((state) => cells.cell(place, state))
      const [hidden, seeing] = [numbersOf(people, isAway), numbersOf(people, (person) => !isAway(person))]
      return deciding.flatMap((each): readonly ConditionSum[] => {
        const other = { ...place, question: each }
        const hiding = largest(cells, people, other, hidden)
        const showing = largest(cells, people, other, seeing)
        const least = hiding.map((parts) => ({ terms: [...times(parts, 1), ...times(away, -1)], ...AT_MOST_ZERO }))
        const most = showing.map((parts) => ({
          terms: [...times([...parts, ...away], 1), [cells.label(place), -1] as const],
          ...AT_MOST_ZERO,
        }))
        return [...least, ...most]
      })
    })
  })
}

/** The answers of a question that only some people can give, in lists; nobody gave two answers of one list. */
function largest(
  cells: PrintedCells,
  people: readonly PersonKind[],
  place: SliceRef,
  some: ReadonlySet<number>,
): readonly (readonly Label[])[] {
  const inside = [...cells.answers(place.question), ...cells.overlappingRollups(place.question, place.by)].filter((answer) => {
    const those = numbersOf(people, cells.isIn(place, answer))
    return those.size > 0 && [...those].every((each) => some.has(each))
  })
  const [alone, together] = cells.isPartition(place.question)
    ? [inside, []]
    : [inside.filter((answer) => answer.startsWith('~')), inside.filter((answer) => !answer.startsWith('~'))]
  const named = (answers: readonly string[]) => answers.flatMap((answer) => cells.cell(place, answer))
  return together.length === 0 ? [named(alone)].filter((labels) => labels.length > 0) : together.map((option) => named([option, ...alone]))
}

function times(labels: readonly Label[], factor: number): readonly (readonly [label: Label, factor: number])[] {
  return labels.map((label) => [label, factor])
}
