import { sliceName } from '#shared/tabulate/cohorts.ts'
import { COUNT, intersection, type Range } from '../linear/linear-problem.ts'
import type { RoundedPolicy } from '../policy.ts'
import { rangeWithOffset, roundedFormat } from '../print-thresholds.ts'
import type { CellStatus, ReportCell, ReportSlice, ReportTable } from '../report.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import type { Label } from '../structure/survey-structure.ts'
import type { History } from './history.ts'

/** A cell (or, without an answer, everyone in a slice) as it was computed in one release. */
export type PublishedCell = {
  readonly table: string
  readonly question: string
  readonly by: string | undefined
  readonly group: string | undefined
  readonly answer: string | undefined
  readonly slice: string
  readonly label: Label
  /** The release in which it was computed. */
  readonly asOf: number
  readonly status: CellStatus
  /** The published range of the count plus its offset. */
  readonly range: Range
}

/** Every cell that the releases of a history print, with its published range. A slice that a release repeats is there once. */
export class PublishedRanges {
  readonly printed: PrintedCells
  readonly cells: readonly PublishedCell[]
  /** Releases in which something was computed, ascending. */
  readonly snapshots: readonly number[]
  readonly #computed = new Map<string, Set<number>>()
  readonly #ranges = new Map<string, Range>()

  constructor(history: History, printed: PrintedCells) {
    this.printed = printed
    const cells: PublishedCell[] = []
    const known = new Set<string>()
    for (const { policy, tables } of history) {
      for (const table of tables) {
        for (const slice of table.slices) {
          const key = sliceName(table.by, slice.group)
          const once = `${table.id}\n${key}\n${slice.asOf}`
          if (known.has(once)) continue
          known.add(once)
          const computed = this.#computed.get(key) ?? new Set()
          this.#computed.set(key, computed.add(slice.asOf))
          cells.push(...cellsOf(printed, policy, { table, slice, tables }))
        }
      }
    }
    this.cells = cells
    this.snapshots = [...new Set([...this.#computed.values()].flatMap((each) => [...each]))].sort((a, b) => a - b)
    for (const cell of cells) {
      const at = versionKey(cell.label, cell.asOf)
      const before = this.#ranges.get(at)
      this.#ranges.set(at, before ? intersection(before, cell.range) : cell.range)
    }
  }

  isComputed(slice: string, snapshot: number): boolean {
    return this.#computed.get(slice)?.has(snapshot) ?? false
  }

  /** The last release before a snapshot in which a slice was computed. */
  computedBefore(slice: string, snapshot: number): number | undefined {
    return [...(this.#computed.get(slice) ?? [])].filter((each) => each < snapshot).sort((a, b) => b - a)[0]
  }

  /** Whether a number was printed for a label at a snapshot. */
  isShown(label: Label, snapshot: number): boolean {
    const range = this.rangeOf(label, snapshot)
    return range !== undefined && range.low > 0 && Number.isFinite(range.high)
  }

  /** The published range of a label's count plus offset at a snapshot; undefined where no release printed one. */
  rangeOf(label: Label, snapshot: number): Range | undefined {
    return this.#ranges.get(versionKey(label, snapshot))
  }
}

/** Names the count of a label in the release that computed it. */
export function versionKey(label: Label, snapshot: number): string {
  return `${snapshot}\n${label}`
}

function cellsOf(
  printed: PrintedCells,
  policy: RoundedPolicy,
  { table, slice, tables }: { readonly table: ReportTable; readonly slice: ReportSlice; readonly tables: readonly ReportTable[] },
): PublishedCell[] {
  const place = { question: table.question, by: table.by, group: slice.group }
  const isEmpty = table.by !== undefined && slice.group !== undefined && printed.isStructuralZero({ question: table.by }, slice.group)
  if (isEmpty || !printed.canBeAsked(place)) return []
  const common = {
    table: table.id,
    question: table.question,
    by: table.by,
    group: slice.group,
    slice: sliceName(table.by, slice.group),
    asOf: slice.asOf,
  }
  const base: PublishedCell = {
    ...common,
    answer: undefined,
    label: printed.label(place),
    status: slice.base ? 'published' : 'group_too_small',
    range: slice.base ? rangeWithOffset(roundedFormat(policy.b), slice.base) : rangeOfHiddenGroup(table, slice, tables, policy),
  }
  const cells = slice.cells
    .filter((cell) => !printed.isStructuralZero(place, cell.answer))
    .map((cell): PublishedCell => {
      const label = printed.label(place, cell.answer)
      return { ...common, answer: cell.answer, label, status: cell.status, range: rangeOfCell(cell, slice, policy) }
    })
  return [base, ...cells]
}

/** A hidden group is small, except where its row in the one-way table says that it is nearly everybody, or gives no reason. */
function rangeOfHiddenGroup({ by }: ReportTable, { group }: ReportSlice, tables: readonly ReportTable[], policy: RoundedPolicy): Range {
  const row = tables.find((table) => table.id === by)?.slices[0]?.cells.find((cell) => cell.answer === group)
  return row?.status === 'top_coded' || row?.status === 'hidden_secondary' ? COUNT : { low: 0, high: policy.minSlice + policy.b - 1 }
}

function rangeOfCell(cell: ReportCell, slice: ReportSlice, { k, b }: RoundedPolicy): Range {
  const format = roundedFormat(b)
  if (cell.status === 'published') return rangeWithOffset(format, cell.count)
  if (cell.status === 'hidden_small') return { low: 0, high: k + b - 1 }
  if (cell.status === 'top_coded') return { low: slice.base ? rangeWithOffset(format, slice.base).low : 0, high: Number.POSITIVE_INFINITY }
  return COUNT
}
