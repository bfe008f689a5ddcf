import type { LinearProblem, Term } from './linear-problem.ts'

/** Integer counts, one a variable, that satisfy every row of a problem: they fit everything published. */
export type FeasiblePoint = Int32Array

/** A solver's number this close to an integer is that integer. */
export const TINY = 1e-6

const PINNED_AT_ONCE = 20

/** The first variables that are not integers in a solution; `but` are left out. */
export function fractionsOf(values: Float64Array, but?: ReadonlySet<number>): readonly number[] {
  const found: number[] = []
  for (let variable = 0; variable < values.length && found.length < PINNED_AT_ONCE; variable++) {
    const value = values[variable] ?? 0
    if (Math.abs(value - Math.round(value)) > TINY && !but?.has(variable)) found.push(variable)
  }
  return found
}

/** A solution rounded to integers; where it had fractions, it may not be feasible. */
export function roundedSolution(values: Float64Array): FeasiblePoint {
  return Int32Array.from(values, Math.round)
}

/** The sum times -1. */
export function negated(sum: readonly Term[]): readonly Term[] {
  return sum.map(([variable, by]): Term => [variable, -by])
}

/** A sum of these variables with signs drawn at random, others for each `draw`; the same ones every time. */
export function randomSum(variables: readonly number[], draw: number): readonly Term[] {
  return variables.map((variable, at): Term => [variable, pseudoRandom(at, draw) < 2 ** 31 ? 1 : -1])
}

/** Checks every bound and every row in integers: a solver's word is not enough. */
export function isFeasible({ variables, rows }: LinearProblem, point: FeasiblePoint): boolean {
  for (const [variable, { low, high }] of variables.entries()) {
    const value = point[variable] ?? Number.NaN
    if (!(low <= value && value <= high)) return false
  }
  return rows.every(({ terms, low, high }) => {
    const value = valueAt(point, terms)
    return low <= value && value <= high
  })
}

/** A weighted sum at a point; a variable without a value counts as 0. */
export function valueAt(point: ArrayLike<number>, sum: readonly Term[]): number {
  let value = 0
  for (const [variable, by] of sum) value += by * (point[variable] ?? 0)
  return value
}

/** A number below 2^32 that follows from two others. Any even mixture will do: it decides how soon something is found, never whether. */
export function pseudoRandom(a: number, b: number): number {
  let bits = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d)
  return (bits ^ (bits >>> 13)) >>> 0
}
