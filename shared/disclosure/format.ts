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
  const shown = slice.base === undefined ? hasNoNumbers : isAllowed
  if (slice.base && !isRounded(policy, slice.base, policy.minSlice)) return false
  return slice.cells.every((cell) => shown(cell, policy)) && (slice.base !== undefined || slice.average?.mean === undefined)
}

function isAllowed(cell: ReportCell, policy: RoundedPolicy): boolean {
  if (cell.status === 'published') return isRounded(policy, cell.count, policy.k)
  return cell.status === 'hidden_small' ? cell.low === 0 && cell.high === policy.k + policy.b - 1 : hasNoNumbers(cell)
}

function isRounded({ b }: RoundedPolicy, { value, low, high }: Bounded, minimum: number): boolean {
  return value % b === 0 && isEnough(value, minimum, b) && low === value - (b - 1) && high === value + (b - 1)
}

function hasNoNumbers(cell: ReportCell): boolean {
  return cell.status === 'group_too_small' || cell.status === 'not_asked'
}
