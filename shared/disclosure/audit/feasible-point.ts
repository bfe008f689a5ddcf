import type { LinearProblem, Range, Term } from '../linear/problem.ts'

/** Integer counts, one a variable, that satisfy every row of a problem: they fit everything published. */
export type FeasiblePoint = Int32Array

/** That a variable lies in a range. Under an assumption only feasible points where it does are looked at. */
export type Assumption = { readonly variable: number; readonly range: Range }

/** Whether a range is wide enough, so that no more has to be known of it. */
export type Enough = (range: Range) => boolean

/** A sum of counts, and how wide its range has to be. */
export type Target = { readonly sum: readonly Term[]; readonly enough: Enough }

/** Checks every bound and every row in integers: a solver's word is not enough. */
export function isFeasible({ variables, rows }: LinearProblem, point: FeasiblePoint): boolean {
  for (const [variable, { low, high }] of variables.entries()) {
    const value = point[variable] ?? Number.NaN
    if (!(low <= value && value <= high)) return false
  }
  return rows.every(({ terms, low, high }) => isWithin({ low, high }, valueAt(point, terms)))
}

export function valueAt(point: FeasiblePoint, sum: readonly Term[]): number {
  let value = 0
  for (const [variable, by] of sum) value += by * (point[variable] ?? 0)
  return value
}

function isWithin({ low, high }: Range, value: number): boolean {
  return low <= value && value <= high
}

export function fits(point: FeasiblePoint, assumption: Assumption | undefined): boolean {
  return !assumption || isWithin(assumption.range, point[assumption.variable] ?? 0)
}
