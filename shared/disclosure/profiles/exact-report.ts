import type { Survey } from '#shared/survey/survey.ts'
import type { CountedSlice, CountedTable } from '#shared/tabulate/table.ts'
import { averageOf, scoresOf } from '../means.ts'
import type { Bounded, ReportCell } from '../report.ts'
import type { ExactReport } from '../sealed-report.ts'
import { PrintedCells } from '../structure/printed-cells.ts'
import { validateTables } from '../validate-tables.ts'

const NO_RELEASE = 0

/**
 * No protection at all: for the command line, for a person who already holds the answers. What comes out is an
 * `ExactReport`, which nothing that releases numbers accepts.
 */
export function reportExactly({ survey, tables }: { readonly survey: Survey; readonly tables: readonly CountedTable[] }): ExactReport {
  validateTables(new PrintedCells(survey, tables), tables)
  return {
    exact: true,
    inWords: ['These numbers are exact and not protected. They can show what single people said. Do not share them.'],
    tables: tables.map(({ id, question, by, slices }) => ({
      id,
      question,
      ...(by === undefined ? {} : { by }),
      slices: slices.map((slice) => {
        const cells = exactCells(slice)
        const average = averageOf(cells, scoresOf(survey, question), (mean) => mean)
        return {
          ...(slice.group === undefined ? {} : { group: slice.group }),
          base: exactly(slice.base),
          asOf: NO_RELEASE,
          cells,
          ...(average ? { average } : {}),
        }
      }),
    })),
  }
}

function exactCells(slice: CountedSlice): ReportCell[] {
  return slice.cells.map(({ answer, count }) => ({ answer, status: 'published', count: exactly(count) }))
}

function exactly(count: number): Bounded {
  return { value: count, low: count, high: count }
}
