import type { Survey } from '#shared/survey/survey.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import type { ExactReport } from '../protected-report.ts'
import { exactly } from '../report.ts'
import { PrintedCells } from '../structure/printed-cells.ts'
import { validateTables } from '../validate-tables.ts'
import { reportTables } from './report-tables.ts'

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
    tables: reportTables(
      { survey, tables, asOf: NO_RELEASE },
      (_, slice) => ({
        base: exactly(slice.base),
        cells: slice.cells.map(({ answer, count }) => ({ answer, status: 'published', count: exactly(count) })),
      }),
      (mean) => mean,
    ),
  }
}
