import type { Bounded } from '#shared/disclosure/report.ts'

/** In percentage points. A range that reaches further is always printed beside its number: alone, the number would say too much. */
const FURTHEST = 5

/**
 * The distance, in percentage points, that the ranges of a column of percentages reach either way, so that its head can say it once.
 * A range more than twice as wide as the narrowest one is left out: a coarse number would make all others look as coarse.
 * Undefined where each range has to be in brackets, and for a column without percentages.
 */
export function columnRange(percentages: readonly Bounded[]): number | undefined {
  const reaches = percentages.map(distanceOf)
  const narrowest = Math.min(...reaches)
  const said = Math.max(...reaches.filter((reach) => reach <= 2 * narrowest))
  return said >= 0 && said <= FURTHEST ? said : undefined
}

/** The longer of the two distances from a percentage to the ends of its range, to the tenth that percentages are printed to. */
export function distanceOf({ value, low, high }: Bounded): number {
  return Math.round(10 * Math.max(high - value, value - low)) / 10
}
