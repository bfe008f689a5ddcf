import { type SliceName, sliceName } from '#shared/tabulate/cohorts.ts'
import type { ReportSlice, ReportTable } from '../report.ts'

/** Fresh tables with every frozen slice taken, whole, from the release before. Throws when it is not there. */
export function repeatSlices(
  fresh: readonly ReportTable[],
  before: readonly ReportTable[],
  repeated: ReadonlySet<SliceName>,
): ReportTable[] {
  const earlier = new Map(before.map((table) => [table.id, table]))
  return fresh.map((table) => ({
    ...table,
    slices: table.slices.map((slice) => (repeated.has(sliceName(table.by, slice.group)) ? sliceIn(earlier.get(table.id), slice) : slice)),
  }))
}

function sliceIn(table: ReportTable | undefined, { group, cells }: ReportSlice): ReportSlice {
  const found = table?.slices.find((slice) => slice.group === group)
  const same = found?.cells.length === cells.length && found.cells.every((cell, i) => cell.answer === cells[i]?.answer)
  if (!found || !same) throw new Error('the release before does not have the same tables')
  return found
}

/** In which release each slice was counted. Throws when two tables disagree: a slice is counted whole or not at all. */
export function asOfBySlice(tables: readonly ReportTable[]): ReadonlyMap<SliceName, number> {
  const found = new Map<SliceName, number>()
  for (const table of tables) {
    for (const { group, asOf } of table.slices) {
      const slice = sliceName(table.by, group)
      if ((found.get(slice) ?? asOf) !== asOf) throw new Error('a group is counted in one table and repeated in another')
      found.set(slice, asOf)
    }
  }
  return found
}
