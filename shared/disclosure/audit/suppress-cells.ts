import type { Survey } from '#shared/survey/survey.ts'
import { averageOf, scoresOf } from '../means.ts'
import type { ReportCell, ReportSlice, ReportTable } from '../report.ts'
import type { Definition } from '../structure/definition.ts'
import type { Label } from '../structure/label.ts'
import type { SliceRef } from '../structure/survey-structure.ts'
import { secondaryCell } from '../suppressed-cells.ts'

/** What a repair may work with. */
export type Repairable = {
  readonly survey: Survey
  readonly definition: Definition
  readonly release: number
  readonly tables: readonly ReportTable[]
  /** The tables of the release before; absent for the first one. */
  readonly previous: readonly ReportTable[] | undefined
}

export function sliceAt(tables: readonly ReportTable[], { question, by, group }: SliceRef): ReportSlice | undefined {
  return tables.find((table) => table.question === question && table.by === by)?.slices.find((slice) => slice.group === group)
}

/** What a cell shows of its count, if anything. */
export function isPrinted(cell: ReportCell | undefined): boolean {
  return cell?.status === 'published' || cell?.status === 'top_coded'
}

/**
 * Hides the same people wherever this release counts them, and makes means of what is left. Where they are a whole group,
 * nothing of the group is shown: its number stands beside each of its tables.
 */
export function withSuppressed({ survey, definition, release, tables }: Repairable, hidden: ReadonlySet<Label>): readonly ReportTable[] {
  if (hidden.size === 0) return tables
  return tables.map((table) => ({
    ...table,
    slices: table.slices.map((slice): ReportSlice => {
      const { base } = slice
      if (slice.asOf !== release || !base) return slice
      const place = { question: table.question, by: table.by, group: slice.group }
      const isGroup = table.by !== undefined && hidden.has(definition.label(place))
      const isSuppressed = ({ status, answer }: ReportCell) =>
        status !== 'not_asked' && (isGroup || hidden.has(definition.label(place, answer)))
      if (!slice.cells.some(isSuppressed)) return slice
      const { average: _, base: own, ...rest } = slice
      const cells = slice.cells.map((cell): ReportCell => {
        if (!isSuppressed(cell)) return cell
        return isGroup ? { answer: cell.answer, status: 'group_too_small' } : secondaryCell(cell.answer, base)
      })
      const average = averageOf(cells, scoresOf(survey, table.question))
      return { ...rest, ...(isGroup || !own ? {} : { base: own }), cells, ...(average ? { average } : {}) }
    }),
  }))
}

/** Cells that a release hid for another one's sake stay hidden in the next: what is hidden must not tell who came. */
export function stillSuppressed(from: Repairable): readonly ReportTable[] {
  const before = from.previous ?? []
  const hidden = before.flatMap((table) =>
    table.slices.flatMap(({ group, cells }) =>
      cells
        .filter((cell) => cell.status === 'hidden_secondary')
        .map((cell) => from.definition.label({ question: table.question, by: table.by, group }, cell.answer)),
    ),
  )
  return withSuppressed(from, new Set(hidden))
}
