import type { Range } from './linear/linear-problem.ts'
import type { PerturbedPolicy } from './policy.ts'
import type { Bounded, ReportCell } from './report.ts'

/** The form of printed numbers, and how much a reader knows of the count behind one. The only rule of thresholds there is. */
export type NumberFormat = {
  /** Printed numbers are multiples of this. */
  readonly multipleOf: number
  /** The largest distance between a printed number and the true count. */
  readonly reach: number
}

/** The normal quantile of a two-sided interval that holds the true count 19 times in 20. */
const NINETEEN_IN_TWENTY = 1.96

/**
 * The format of the numbers that release `asOf` computed. With noise (`dp`) the distance grows with each release, because each
 * adds a batch with noise of its own.
 */
export function numberFormatOf(policy: PerturbedPolicy, asOf: number): NumberFormat {
  if (policy.profile === 'ckm') return { multipleOf: 1, reach: policy.maxChange }
  if (policy.profile === 'dp') return { multipleOf: 1, reach: Math.ceil(NINETEEN_IN_TWENTY * Math.sqrt(asOf * policy.variance)) }
  return roundedFormat(policy.b)
}

/** The format of counts that are rounded at random to multiples of `base`. */
export function roundedFormat(base: number): NumberFormat {
  return { multipleOf: base, reach: base - 1 }
}

/**
 * The smallest number that may be printed: the count behind it is above the minimum. For a minimum of 10 and base 5 it is 15,
 * which stands for 11 people or more.
 *
 * The threshold applies to the printed number and never to the true count. A fixed threshold on counts would tell an attacker,
 * who can send answers until a cell appears, the exact count.
 */
export function smallestPrinted({ reach }: NumberFormat, minimum: number): number {
  return minimum + reach + 1
}

/** The counts that a printed number can stand for. */
export function publishedRange({ reach }: NumberFormat, value: number): Bounded {
  return { value, low: value - reach, high: value + reach }
}

/** So many neighbouring printed numbers become one where a number is rounded coarsely. Odd, so that one of them is in the middle. */
const NUMBERS_IN_A_COARSE_ONE = 5

/**
 * The coarse number that a printed number becomes so that a hidden one beside it stays wide: it stands for five neighbouring numbers, among which the printed
 * one has a given place, 0 to 4, and the middle one is printed. For base 5, 340 in place 3 becomes 335 (321 to 349), as 325 does in place 0.
 */
export function coarselyRounded(format: NumberFormat, { value }: Bounded, place: number): Bounded {
  return coarseRange(format, value + format.multipleOf * ((NUMBERS_IN_A_COARSE_ONE - 1) / 2 - place))
}

/** The counts that a coarse number can stand for. */
export function coarseRange({ multipleOf, reach }: NumberFormat, value: number): Bounded {
  const furthest = multipleOf * ((NUMBERS_IN_A_COARSE_ONE - 1) / 2) + reach
  return { value, low: value - furthest, high: value + furthest }
}

/** Every place, in an order that a secret number of 0..19 decides: each place is as often first as any other, and as often second. */
export function placesInOrder(drawn: number): readonly number[] {
  const first = drawn % NUMBERS_IN_A_COARSE_ONE
  const step = 1 + Math.floor(drawn / NUMBERS_IN_A_COARSE_ONE)
  return Array.from({ length: NUMBERS_IN_A_COARSE_ONE }, (_, at) => (first + at * step) % NUMBERS_IN_A_COARSE_ONE)
}

/** The number of orders of places. */
export const ORDERS_OF_PLACES = NUMBERS_IN_A_COARSE_ONE * (NUMBERS_IN_A_COARSE_ONE - 1)

/** Whether a number is rounded coarsely: its range is wider than that of any other. */
export function isCoarse({ reach }: NumberFormat, { low, high }: Bounded): boolean {
  return high - low > 2 * reach
}

/** The range of count plus offset that a number rounded with an offset of 0..reach tells, be it coarse or not. */
export function rangeWithOffset({ reach }: NumberFormat, { low, high }: Range): Range {
  return { low: low + reach, high }
}

/** The counts that a number hidden as too small can stand for. The range is the same for every such cell. */
export function suppressedRange(format: NumberFormat, k: number): Range {
  const largest = format.multipleOf * Math.floor((smallestPrinted(format, k) - 1) / format.multipleOf)
  return { low: 0, high: largest + format.reach }
}

/**
 * A cell of secondary suppression: hidden to protect another cell, or protected by it. In the row that it protects, the report does not say
 * which. Its range depends on the printed base alone, so two groups of the same printed size look the same.
 */
export function secondaryCell(answer: string, base: Bounded): ReportCell {
  return { answer, status: 'hidden_secondary', low: 0, high: base.high }
}

/**
 * Whether a cell is printed as "nearly everybody" (top coding). The rule compares printed numbers: where a cell rounds to its
 * group's number or more, hardly anybody in the group can have given another answer.
 */
export function isTopCoded(rounded: number, base: Bounded): boolean {
  return rounded >= base.value
}

/** The cell "nearly everybody". Its count lies within the bounds of its group. */
export function topCodedCell(answer: string, base: Bounded): ReportCell {
  return { answer, status: 'top_coded', low: base.low, high: base.high }
}
