import type { Bounded, ReportCell } from './report.ts'

/**
 * Cells whose own number is kept back although it is large enough. All that is printed of them follows from the printed
 * base, so two groups of the same printed size look the same.
 */

/** A cell that is hidden to protect another one, or protected so: which of the two is not said. */
export function secondaryCell(answer: string, base: Bounded): ReportCell {
  return { answer, status: 'hidden_secondary', low: 0, high: base.high }
}

/**
 * Whether a cell is printed as "nearly everybody". Decided on printed values, and before the difference becomes telling:
 * where a cell rounds to more than its group, hardly anybody in the group can have given another answer.
 */
export function isTopCoded(rounded: number, base: Bounded): boolean {
  return rounded >= base.value
}

/** "Nearly everybody". A cell that rounds to its group's number or more lies within the same bounds as the group. */
export function topCodedCell(answer: string, base: Bounded): ReportCell {
  return { answer, status: 'top_coded', low: base.low, high: base.high }
}
