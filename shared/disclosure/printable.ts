import { isDeepStrictEqual } from 'node:util'
import type { Range } from './linear/linear-problem.ts'
import { type ExactClosedPolicy, isRounded, type PerturbedPolicy, type Policy } from './policy.ts'
import {
  coarseRange,
  isCoarse,
  type NumberFormat,
  numberFormatOf,
  publishedRange,
  secondaryCell,
  smallestPrinted,
  suppressedRange,
  topCodedCell,
} from './print-thresholds.ts'
import type { Bounded, ReportCell, ReportSlice, ReportTable } from './report.ts'

/**
 * The last look before a report is declared protected: every number in it has the form the policy allows, whatever made it.
 * Throws otherwise, naming the table and no number.
 */
export function assertPrintable(policy: Policy, tables: readonly ReportTable[]): void {
  const isWellFormed = (slice: ReportSlice) =>
    policy.profile === 'exact-closed' ? isExactSlice(policy, slice) : isPerturbedSlice(policy, slice)
  for (const table of tables) {
    if (!table.slices.every(isWellFormed)) throw new Error(`table ${table.id} holds a number that may not be shown`)
  }
}

function isPerturbedSlice(policy: PerturbedPolicy, { base, asOf, cells, average }: ReportSlice): boolean {
  const form = numberFormatOf(policy, asOf)
  if (base === undefined) return cells.every(hasNoNumbers) && average?.mean === undefined
  const shown = isRounded(policy) ? isRoundedNumber : isShown
  if (!shown(form, base, policy.minSlice)) return false
  return cells.every((cell) => (cell.status === 'published' ? shown(form, cell.count, policy.k) : isAllowed(cell, form, policy.k, base)))
}

function isAllowed(cell: ReportCell, form: NumberFormat, k: number, base: Bounded): boolean {
  if (cell.status === 'hidden_small') return isRange(cell, suppressedRange(form, k))
  if (cell.status === 'hidden_secondary') return isDeepStrictEqual(cell, secondaryCell(cell.answer, base))
  return cell.status === 'top_coded' ? isDeepStrictEqual(cell, topCodedCell(cell.answer, base)) : hasNoNumbers(cell)
}

function isRoundedNumber(form: NumberFormat, shown: Bounded, minimum: number): boolean {
  if (!isCoarse(form, shown)) return isShown(form, shown, minimum)
  return shown.value % form.multipleOf === 0 && shown.low > minimum && isDeepStrictEqual(shown, coarseRange(form, shown.value))
}

function isShown(form: NumberFormat, shown: Bounded, minimum: number): boolean {
  const { value } = shown
  return value % form.multipleOf === 0 && value >= smallestPrinted(form, minimum) && isRange(shown, publishedRange(form, value))
}

/** Exact numbers: secondary suppression may hide the size of a whole group while its cells are shown. */
function isExactSlice({ k, minSlice }: ExactClosedPolicy, { base, cells }: ReportSlice): boolean {
  if (base && !isExact(base, minSlice)) return false
  return cells.every((cell) => {
    if (cell.status === 'published') return isExact(cell.count, k)
    if (cell.status === 'hidden_small') return isRange(cell, { low: 0, high: k - 1 })
    return cell.status === 'hidden_secondary' ? cell.low === k : hasNoNumbers(cell)
  })
}

function isExact({ value, low, high }: Bounded, minimum: number): boolean {
  return value >= minimum && low === value && high === value
}

function isRange(one: Range, other: Range): boolean {
  return one.low === other.low && one.high === other.high
}

function hasNoNumbers(cell: ReportCell): boolean {
  return cell.status === 'group_too_small' || cell.status === 'not_asked'
}
