import type { FeasiblePoint } from '../linear/integer-points.ts'
import type { Range, Term } from '../linear/linear-problem.ts'

/** That a variable lies in a range. Under an assumption only feasible points where it does are looked at. */
export type Assumption = { readonly variable: number; readonly range: Range }

/** Whether a range is wide enough, so that no more has to be known of it. */
export type Enough = (range: Range) => boolean

/** A sum of counts, and how wide its range has to be. */
export type BoundsTarget = { readonly sum: readonly Term[]; readonly enough: Enough }

/** Whether a point is one of those that an assumption leaves; all are without an assumption. */
export function fitsAssumption(point: FeasiblePoint, assumption: Assumption | undefined): boolean {
  if (!assumption) return true
  const value = point[assumption.variable] ?? 0
  return assumption.range.low <= value && value <= assumption.range.high
}
