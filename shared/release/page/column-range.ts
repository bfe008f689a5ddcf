import type { Bounded } from '#shared/disclosure/report.ts'

/**
 * How far, in percentage points, the ranges of a column of percentages reach either way, so that its head can say it once.
 * A range more than twice as wide as the narrowest one is left out: a coarse number would make all others look as coarse.
 * Undefined for a column without percentages.
 */
export function columnRange(percentages: readonly Bounded[]): number | undefined {
  const reaches = percentages.map(reachOf)
  const narrowest = Math.min(...reaches)
  return reaches.length === 0 ? undefined : Math.max(...reaches.filter((reach) => reach <= 2 * narrowest))
}

/** The longer one of the two distances from a percentage to the ends of its range, to the tenth that percentages are printed to. */
export function reachOf({ value, low, high }: Bounded): number {
  return Math.round(10 * Math.max(high - value, value - low)) / 10
}
