import { isDeepStrictEqual } from 'node:util'
import { hiddenToo, topCoded } from './covered.ts'
import type { Bounded, ReportCell, ReportSlice, ReportTable, RoundedPolicy } from './report.ts'
import { isEnough } from './rounding.ts'

/**
 * The last look before a report is sealed: every number in it has the form the policy allows, whatever made it.
 * Throws otherwise, naming the table and no number.
 */
export function assertFormat(policy: RoundedPolicy, tables: readonly ReportTable[]): void {
  for (const table of tables) {
    if (!table.slices.every((slice) => isWellFormed(policy, slice)))
      throw new Error(`table ${table.id} holds a number that may not be shown`)
  }
}

function isWellFormed(policy: RoundedPolicy, slice: ReportSlice): boolean {
  const { base } = slice
  const shown = (cell: ReportCell) => (base === undefined ? hasNoNumbers(cell) : isAllowed(cell, policy, base))
  if (slice.base && !isRounded(policy, slice.base, policy.minSlice)) return false
  return slice.cells.every(shown) && (slice.base !== undefined || slice.average?.mean === undefined)
}

function isAllowed(cell: ReportCell, policy: RoundedPolicy, base: Bounded): boolean {
  if (cell.status === 'published') return isRounded(policy, cell.count, policy.k)
  if (cell.status === 'hidden_small') return cell.low === 0 && cell.high === policy.k + policy.b - 1
  if (cell.status === 'hidden_secondary') return isDeepStrictEqual(cell, hiddenToo(cell.answer, base))
  return cell.status === 'top_coded' ? isDeepStrictEqual(cell, topCoded(cell.answer, base)) : hasNoNumbers(cell)
}

function isRounded({ b }: RoundedPolicy, { value, low, high }: Bounded, minimum: number): boolean {
  return value % b === 0 && isEnough(value, minimum, b) && low === value - (b - 1) && high === value + (b - 1)
}

function hasNoNumbers(cell: ReportCell): boolean {
  return cell.status === 'group_too_small' || cell.status === 'not_asked'
}
