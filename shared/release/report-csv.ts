import type { ReportCell } from '#shared/disclosure/report.ts'
import { csvBytes } from './csv.ts'
import type { Numbers } from './release.ts'

const COLUMNS = [
  'study',
  'release',
  'snapshot_date',
  'table',
  'question',
  'answer',
  'group_variable',
  'group',
  'count',
  'count_low',
  'count_high',
  'base',
  'percent',
  'percent_low',
  'percent_high',
  'status',
  'as_of_release',
] as const

/** report.csv: one row a cell, in the order of the plan; ids, whose wording is in questions.csv. */
export function reportCsv({ study, release, date, tables, nameOf }: Numbers): Uint8Array {
  const rows = tables.flatMap((table) =>
    table.slices.flatMap((slice) =>
      slice.cells.map((cell) => ({
        study,
        release,
        snapshot_date: date,
        table: table.id,
        question: table.question,
        answer: cell.answer,
        group_variable: table.by,
        group: slice.group,
        ...countColumns(cell),
        base: slice.base?.value,
        status: cell.status,
        as_of_release: nameOf(slice.asOf),
      })),
    ),
  )
  return csvBytes(COLUMNS, rows)
}

function countColumns(cell: ReportCell): Partial<Record<(typeof COLUMNS)[number], number | undefined>> {
  if (cell.status === 'hidden_small' || cell.status === 'hidden_secondary') return { count_low: cell.low, count_high: cell.high }
  if (cell.status === 'top_coded') {
    const { low, high, percent } = cell
    return { count_low: low, count_high: high, percent_low: percent?.low, percent_high: percent?.high }
  }
  if (cell.status !== 'published') return {}
  const { count, percent } = cell
  return {
    count: count.value,
    count_low: count.low,
    count_high: count.high,
    percent: percent?.value,
    percent_low: percent?.low,
    percent_high: percent?.high,
  }
}
