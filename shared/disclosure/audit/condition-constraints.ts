import type { Range } from '../linear/linear-problem.ts'
import { conditionMargins } from '../structure/condition-margins.ts'
import type { Person } from '../structure/possible-people.ts'
import { numbersOf, type PlannedTable, type PrintedCells } from '../structure/printed-cells.ts'
import type { Label, SliceRef } from '../structure/survey-structure.ts'

/** A sum of counts, each times a factor, that lies within a range whatever people answer. */
export type ConditionConstraint = Range & { readonly terms: readonly (readonly [label: Label, factor: number])[] }

export type ConditionConstraints = {
  readonly sums: readonly ConditionConstraint[]
  /** The questions of the report whose answers decide whether one is shown. */
  readonly deciding: (question: string) => readonly string[]
}

/** Who was not shown a question, and who was not asked it at all because they skipped its part. */
const AWAY = ['~not_shown', '~section_skipped']

const AT_MOST: Range = { low: Number.NEGATIVE_INFINITY, high: 0 }

/** Everything that follows from who is shown what: which counts make up which, and which are within which. */
export function conditionConstraints(cells: PrintedCells, tables: readonly PlannedTable[]): ConditionConstraints {
  const made = conditionMargins(cells, tables).map(
    ({ total, parts, less = [] }): ConditionConstraint => ({
      terms: [...times(parts, 1), ...times([total, ...less], -1)],
      low: 0,
      high: 0,
    }),
  )
  return {
    sums: [...made, ...tables.flatMap((table) => within(cells, table))],
    deciding: (question) => cells.deciding(question).filter((each) => cells.isPlanned(each, undefined)),
  }
}

/** Answers that hide a question are no more people than are away from it, and answers that show it no more than see it. */
function within(cells: PrintedCells, { question, by }: PlannedTable): readonly ConditionConstraint[] {
  const states = AWAY.filter((state) => cells.answers(question).includes(state))
  if (!states.includes('~not_shown')) return []
  const deciding = cells.deciding(question).filter((each) => cells.isPlanned(each, by))
  return cells.slices({ question, by }).flatMap((place) => {
    const people = cells.peopleIn(place) ?? []
    return [states.slice(0, 1), states].flatMap((own) => {
      const isAway = (person: Person) => own.includes(person.get(question)?.[0] ?? '')
      const away = own.flatMap((state) => cells.cell(place, state))
      const [hidden, seeing] = [numbersOf(people, isAway), numbersOf(people, (person) => !isAway(person))]
      return deciding.flatMap((each): readonly ConditionConstraint[] => {
        const other = { ...place, question: each }
        const hiding = largest(cells, people, other, hidden)
        const showing = largest(cells, people, other, seeing)
        const least = hiding.map((parts) => ({ terms: [...times(parts, 1), ...times(away, -1)], ...AT_MOST }))
        const most = showing.map((parts) => ({ terms: [...times([...parts, ...away], 1), [cells.label(place), -1] as const], ...AT_MOST }))
        return [...least, ...most]
      })
    })
  })
}

/** The answers of a question that only some people can give, in lists; nobody gave two answers of one list. */
function largest(
  cells: PrintedCells,
  people: readonly Person[],
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
