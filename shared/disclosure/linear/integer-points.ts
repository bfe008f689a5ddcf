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

/** Checks every bound and every row of a problem in integers: a solver's word is not enough. Its arrays are made once, for many points. */
export function feasibilityOf({ variables, rows }: LinearProblem): (point: FeasiblePoint) => boolean {
  const low = Float64Array.from(variables, (each) => each.low)
  const high = Float64Array.from(variables, (each) => each.high)
  const sums = flatSums(rows.map(({ terms }) => terms))
  const least = Float64Array.from(rows, (row) => row.low)
  const most = Float64Array.from(rows, (row) => row.high)
  return (point) => {
    if (point.length !== low.length) return false
    for (let at = 0; at < low.length; at++) {
      const value = point[at] ?? Number.NaN
      if (!((low[at] ?? 0) <= value && value <= (high[at] ?? 0))) return false
    }
    for (let row = 0; row < least.length; row++) {
      const value = flatValueAt(point, sums, row)
      if (!((least[row] ?? 0) <= value && value <= (most[row] ?? 0))) return false
    }
    return true
  }
}

/** Sums end to end in arrays of numbers: `starts[n]` to `starts[n + 1]` are the terms of the nth. */
export type FlatSums = { readonly starts: Int32Array; readonly variables: Int32Array; readonly factors: Float64Array }

export function flatSums(sums: readonly (readonly Term[])[]): FlatSums {
  const starts = new Int32Array(sums.length + 1)
  sums.forEach((terms, at) => {
    starts[at + 1] = (starts[at] ?? 0) + terms.length
  })
  const terms = sums.flat()
  return { starts, variables: Int32Array.from(terms, ([variable]) => variable), factors: Float64Array.from(terms, ([, by]) => by) }
}

/** The value of one of many sums at a point. */
export function flatValueAt(point: FeasiblePoint, { starts, variables, factors }: FlatSums, sum: number): number {
  let value = 0
  const end = starts[sum + 1] ?? 0
  for (let at = starts[sum] ?? 0; at < end; at++) value += (factors[at] ?? 0) * (point[variables[at] ?? 0] ?? 0)
  return value
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
