import type { Survey } from '#shared/survey/survey.ts'
import type { CountedSlice, CountedTable } from '#shared/tabulate/table.ts'
import { averageOf, scoresOf } from '../means.ts'
import type { Bounded, ReportCell, ReportTable } from '../report.ts'
import type { SliceRef } from '../structure/survey-structure.ts'

/** The printed part of a slice; no base where the group is not shown. */
type Printed = { readonly base: Bounded | undefined; readonly cells: readonly ReportCell[] }

/**
 * Tables of a report in the order of the counted ones. `printed` gives the base and the cells of a slice; mean and median are made
 * from these cells. `asOf` is the number of the release. `asPrinted` rounds a mean, to two decimals when absent.
 */
export function reportTables(
  { survey, tables, asOf }: { readonly survey: Survey; readonly tables: readonly CountedTable[]; readonly asOf: number },
  printed: (place: SliceRef, slice: CountedSlice) => Printed,
  asPrinted?: (mean: Bounded) => Bounded,
): ReportTable[] {
  return tables.map(({ id, question, by, slices }) => {
    const scores = scoresOf(survey, question)
    return {
      id,
      question,
      ...(by === undefined ? {} : { by }),
      slices: slices.map((slice) => {
        const { base, cells } = printed({ question, by, group: slice.group }, slice)
        const average = averageOf(cells, scores, asPrinted)
        return {
          ...(slice.group === undefined ? {} : { group: slice.group }),
          ...(base ? { base } : {}),
          asOf,
          cells,
          ...(average ? { average } : {}),
        }
      }),
    }
  })
}
