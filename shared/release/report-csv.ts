import type { Bounded, ReportCell, ReportSlice, ReportTable } from '#shared/disclosure/report.ts'
import { type Bases, basesOf } from './bases.ts'
import { csvBytes } from './csv.ts'
import { percentOf, percentRange } from './percent.ts'
import type { Numbers } from './release.ts'

/** The columns that say which cell a row is, and its count. */
export const CELL_COLUMNS = ['table', 'question', 'answer', 'group_variable', 'group', 'count', 'count_low', 'count_high'] as const

/** The number of people who were asked, and the percentage of them. */
export const ASKED_COLUMNS = [
  'asked',
  'asked_low',
  'asked_high',
  'percent_of_asked',
  'percent_of_asked_low',
  'percent_of_asked_high',
] as const

/** All columns. Each of the three percentages (of everybody, of those asked, of those who answered) comes after the number of people that it is of. */
const COLUMNS = [
  'study',
  'release',
  'snapshot_date',
  ...CELL_COLUMNS,
  'base',
  'base_low',
  'base_high',
  'percent',
  'percent_low',
  'percent_high',
  ...ASKED_COLUMNS,
  'answered',
  'answered_low',
  'answered_high',
  'percent_of_answered',
  'percent_of_answered_low',
  'percent_of_answered_high',
  'status',
  'as_of_release',
  'standing',
] as const

type Column = (typeof COLUMNS)[number]

const SHARES = [
  ['everybody', 'base', 'percent'],
  ['asked', 'asked', 'percent_of_asked'],
  ['answered', 'answered', 'percent_of_answered'],
] as const

/** report.csv: one row for each cell, in the order of the plan. It holds ids; questions.csv has their wording. */
export function reportCsv({ study, release, date, tables, nameOf, mark }: Numbers): Uint8Array {
  const rows = cellRows(tables, (cell, bases, { asOf }) => ({
    study,
    release,
    snapshot_date: date,
    ...shareColumns(cell, bases),
    status: cell.status,
    as_of_release: nameOf(asOf),
    standing: mark,
  }))
  return csvBytes(COLUMNS, rows)
}

/** One row a cell of each table: the columns of `CELL_COLUMNS`, and what else is said of it. */
export function cellRows<More extends object>(
  tables: readonly ReportTable[],
  more: (cell: ReportCell, bases: Bases, slice: ReportSlice) => More,
) {
  return tables.flatMap(({ id, question, by, slices }) =>
    slices.flatMap((slice) => {
      const bases = basesOf(slice)
      return slice.cells.map((cell) => ({
        table: id,
        question,
        answer: cell.answer,
        group_variable: by,
        group: slice.group,
        ...countColumns(cell),
        ...more(cell, bases, slice),
      }))
    }),
  )
}

type Columns = Partial<Record<Column, number | undefined>>

function countColumns(cell: ReportCell): Columns {
  if (cell.status === 'published') return columns('count', cell.count)
  return 'low' in cell ? { count_low: cell.low, count_high: cell.high } : {}
}

/** The three shares of a cell. People who were not shown a question have no share of those asked. */
function shareColumns(cell: ReportCell, bases: Bases): Columns {
  if (!isCounted(cell)) return bases.everybody ? columns('base', bases.everybody) : {}
  return Object.assign({}, ...SHARES.map((share) => oneShare(cell, bases, share)))
}

/** The columns of `ASKED_COLUMNS`. */
export function askedColumns(cell: ReportCell, bases: Bases): Columns {
  return isCounted(cell) ? oneShare(cell, bases, SHARES[1]) : {}
}

function isCounted({ status }: ReportCell): boolean {
  return status !== 'group_too_small' && status !== 'not_asked'
}

function oneShare(cell: ReportCell, bases: Bases, [of, base, percent]: (typeof SHARES)[number]): Columns {
  const people = bases[of]
  if (!people || !isAmong(cell.answer, of)) return {}
  return { ...columns(base, people), ...percentColumns(percent, cell, people) }
}

function isAmong(answer: string, of: keyof Bases): boolean {
  if (of === 'everybody' || !answer.startsWith('~')) return true
  return of === 'asked' && answer !== '~not_shown' && answer !== '~section_skipped'
}

function percentColumns(name: 'percent' | 'percent_of_asked' | 'percent_of_answered', cell: ReportCell, base: Bounded): Columns {
  if (cell.status === 'published') {
    const percent = percentOf(cell.count, base)
    return percent ? columns(name, percent) : {}
  }
  if (!('low' in cell)) return {}
  const { low, high } = percentRange(cell, base)
  return { [`${name}_low`]: low, [`${name}_high`]: high }
}

function columns(name: string, { value, low, high }: Bounded): Columns {
  return { [name]: value, [`${name}_low`]: low, [`${name}_high`]: high }
}
