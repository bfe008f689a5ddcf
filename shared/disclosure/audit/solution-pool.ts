import { type FeasiblePoint, feasibilityOf, valueAt } from '../linear/integer-points.ts'
import type { LinearProblem, Range, Term } from '../linear/linear-problem.ts'

/** An assumption that a variable lies in a range. Under it, only feasible points with the variable in the range are looked at. */
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

/**
 * The feasible points of one problem that were found, in the order they were found. Each is checked before it comes in, so
 * the pool shows for every sum at once how far its range reaches at least.
 */
export class SolutionPool {
  readonly #isFeasible: (point: FeasiblePoint) => boolean
  readonly #points: FeasiblePoint[] = []

  constructor(problem: LinearProblem) {
    this.#isFeasible = feasibilityOf(problem)
  }

  get points(): readonly FeasiblePoint[] {
    return this.#points
  }

  /** False for a point that is not feasible; the pool stays as it is. */
  add(point: FeasiblePoint): boolean {
    if (!this.#isFeasible(point)) return false
    this.#points.push(point)
    return true
  }

  /** Adds a point if it lies beyond the range that is known of a sum. */
  addFurther(point: FeasiblePoint, sum: readonly Term[], assumption?: Assumption): void {
    if (!fitsAssumption(point, assumption)) return
    const known = this.range(sum, assumption)
    const value = valueAt(point, sum)
    if (!known || value < known.low || value > known.high) this.add(point)
  }

  fitting(assumption: Assumption | undefined): readonly FeasiblePoint[] {
    return assumption ? this.#points.filter((point) => fitsAssumption(point, assumption)) : this.#points
  }

  /** The lowest and highest value of a sum at the points found; undefined when no point fits. */
  range(sum: readonly Term[], assumption?: Assumption): Range | undefined {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const point of this.#points) {
      if (!fitsAssumption(point, assumption)) continue
      const value = valueAt(point, sum)
      if (value < low) low = value
      if (value > high) high = value
    }
    return low <= high ? { low, high } : undefined
  }
}
