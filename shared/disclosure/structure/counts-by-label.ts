import type { CountedTable } from '#shared/tabulate/table.ts'
import type { Label } from './label.ts'
import type { PrintedCells } from './printed-cells.ts'

/** The count of every set of people in some tables: of each slice, and of each answer in it. A label in several tables has one count. */
export function countsByLabel(cells: PrintedCells, tables: readonly CountedTable[]): ReadonlyMap<Label, number> {
  return new Map(
    tables.flatMap(({ question, by, slices }) =>
      slices.flatMap(({ group, base, cells: counted }) => {
        const place = { question, by, group }
        const ofCells = counted.map(({ answer, count }) => [cells.label(place, answer), count] as const)
        return [[cells.label(place), base] as const, ...ofCells]
      }),
    ),
  )
}
