import type { PerturbedPolicy } from './policy.ts'
import type { Bounded } from './report.ts'

/** What a shown number looks like, and what readers can know of the count behind it, or behind a hidden one. */
export type NumberFormat = {
  /** Shown numbers are multiples of this. */
  readonly multipleOf: number
  /** The true number is no further than this from the shown one. */
  readonly reach: number
}

/** How many standard deviations hold a number of many independent draws 19 times in 20. */
const NINETEEN_IN_TWENTY = 1.96

/**
 * The form of what a release computed. Sums of noisy batches are less certain with each batch; each release adds one.
 */
export function numberFormatOf(policy: PerturbedPolicy, asOf: number): NumberFormat {
  if (policy.profile === 'ckm') return { multipleOf: 1, reach: policy.maxChange }
  if (policy.profile === 'dp') return { multipleOf: 1, reach: Math.ceil(NINETEEN_IN_TWENTY * Math.sqrt(asOf * policy.variance)) }
  return { multipleOf: policy.b, reach: policy.b - 1 }
}

/** The smallest number that may be shown: the count behind it is above the minimum. */
export function smallestPrinted({ reach }: NumberFormat, minimum: number): number {
  return minimum + reach + 1
}

/** What a reader can know about the count behind a shown value. */
export function publishedRange({ reach }: NumberFormat, value: number): Bounded {
  return { value, low: value - reach, high: value + reach }
}

/** What a reader can know about a hidden count: the same for every hidden cell. */
export function suppressedRange(form: NumberFormat, k: number): { readonly low: number; readonly high: number } {
  const largest = form.multipleOf * Math.floor((smallestPrinted(form, k) - 1) / form.multipleOf)
  return { low: 0, high: largest + form.reach }
}
