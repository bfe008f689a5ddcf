import { averageOf, scoresOf } from '../means.ts'
import type { RoundedPolicy } from '../policy.ts'
import { secondaryCell } from '../print-thresholds.ts'
import type { ReportCell, ReportSlice, ReportTable } from '../report.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import type { Label } from '../structure/survey-structure.ts'

/** A secret number in 0..below-1 for a cell of this release and a purpose, fixed by the key and by the numbers of its row before any is hidden. */
export type CellDraw = (purpose: 'hide at random' | 'round at random' | 'place' | 'decoy' | 'order', label: Label, below: number) => number

/** A candidate release that a repair may change. */
export type Repairable = {
  readonly printed: PrintedCells
  readonly release: number
  readonly tables: readonly ReportTable[]
  /** The tables of the release before; absent for the first one. */
  readonly previous: readonly ReportTable[] | undefined
  readonly draw: CellDraw
  readonly policy: RoundedPolicy
}

/** Whether a cell shows its count, or that it is nearly everybody. */
export function isPrinted(cell: ReportCell | undefined): boolean {
  return cell?.status === 'published' || cell?.status === 'top_coded'
}

/**
 * Secondary suppression of labels: hides these people in every table in which this release counts them, and makes the means
 * again. Small cells in a row with such a label get the same mark, so that marks do not tell which cell was printed.
 * Where a label is a whole group, all numbers of the group are hidden, because each of its tables prints the group's size.
 */
export function withSuppressed(from: Repairable, chosen: ReadonlySet<Label>): readonly ReportTable[] {
  const { printed, release, tables } = from
  if (chosen.size === 0) return tables
  const hidden = withSmallBeside(from, chosen)
  return tables.map((table) => ({
    ...table,
    slices: table.slices.map((slice): ReportSlice => {
      const { base } = slice
      if (slice.asOf !== release || !base) return slice
      const place = { question: table.question, by: table.by, group: slice.group }
      const isGroup = table.by !== undefined && hidden.has(printed.label(place))
      const isSuppressed = ({ status, answer }: ReportCell) =>
        status !== 'not_asked' && (isGroup || hidden.has(printed.label(place, answer)))
      if (!slice.cells.some(isSuppressed)) return slice
      const { average: _, base: own, ...rest } = slice
      const cells = slice.cells.map((cell): ReportCell => {
        if (!isSuppressed(cell)) return cell
        return isGroup ? { answer: cell.answer, status: 'group_too_small' } : secondaryCell(cell.answer, base)
      })
      const average = averageOf(cells, scoresOf(printed.survey, table.question))
      return { ...rest, ...(isGroup || !own ? {} : { base: own }), cells, ...(average ? { average } : {}) }
    }),
  }))
}

/** The labels, and those of the small cells in each row that this release counted and that has one of them; and so on, as a label can be in several rows. */
function withSmallBeside(from: Repairable, chosen: ReadonlySet<Label>): ReadonlySet<Label> {
  const { printed, release, tables } = from
  const small = tables.flatMap(({ question, by, slices }) =>
    slices.flatMap(({ asOf, group, cells }) => {
      const labelOf = ({ answer }: ReportCell) => printed.label({ question, by, group }, answer)
      const isRow = asOf === release && cells.some((cell) => cell.status !== 'not_asked' && chosen.has(labelOf(cell)))
      return isRow ? cells.filter(({ status }) => status === 'hidden_small').map(labelOf) : []
    }),
  )
  const all = new Set([...chosen, ...small])
  return all.size === chosen.size ? all : withSmallBeside(from, all)
}
