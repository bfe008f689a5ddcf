import { reportPlan } from '#shared/tabulate/plan.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { type Person, survey } from './survey.ts'

export const plan = reportPlan(survey)
const EMPTY = countedTables(emptyTally(plan))

/** The plan's tables of some people, counted one by one. */
export function countPeople(people: readonly Person[]): CountedTable[] {
  return EMPTY.map((table) => ({
    ...table,
    slices: table.slices.map((slice) => {
      const own = table.by === undefined ? people : people.filter((person) => person[table.by ?? ''] === slice.group)
      const counts = new Map<string, number>()
      for (const person of own) counts.set(person[table.question] ?? '', (counts.get(person[table.question] ?? '') ?? 0) + 1)
      return { ...slice, base: own.length, cells: slice.cells.map(({ answer }) => ({ answer, count: counts.get(answer) ?? 0 })) }
    }),
  }))
}

/** The true count of every cell, by table, group and answer. */
export function truthOf(tables: readonly CountedTable[]): ReadonlyMap<string, number> {
  return new Map(
    tables.flatMap(({ id, slices }) =>
      slices.flatMap(({ group, cells }) => cells.map(({ answer, count }) => [cellKey({ table: id, group, answer }), count] as const)),
    ),
  )
}

export function cellKey({
  table,
  group,
  answer,
}: {
  readonly table: string
  readonly group?: string | undefined
  readonly answer: string
}): string {
  return [table, group ?? '', answer].join('\n')
}
