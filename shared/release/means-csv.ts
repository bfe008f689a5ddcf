import { csvBytes } from './csv.ts'
import type { Numbers } from './release.ts'

const COLUMNS = [
  'study',
  'release',
  'snapshot_date',
  'table',
  'question',
  'group_variable',
  'group',
  'mean',
  'mean_low',
  'mean_high',
  'median',
  'status',
  'as_of_release',
  'standing',
] as const

/** means.csv: one row a slice of a question with scores. */
export function meansCsv({ study, release, date, tables, nameOf, mark }: Numbers): Uint8Array {
  const rows = tables.flatMap((table) =>
    table.slices.flatMap((slice) =>
      slice.average === undefined
        ? []
        : [
            {
              study,
              release,
              snapshot_date: date,
              table: table.id,
              question: table.question,
              group_variable: table.by,
              group: slice.group,
              mean: slice.average.mean?.value,
              mean_low: slice.average.mean?.low,
              mean_high: slice.average.mean?.high,
              median: slice.average.median,
              status: slice.average.status,
              as_of_release: nameOf(slice.asOf),
              standing: mark,
            },
          ],
    ),
  )
  return csvBytes(COLUMNS, rows)
}
