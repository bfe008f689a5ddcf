import type { Term } from '../linear/problem.ts'
import { pseudoRandom } from '../linear/pseudo-random.ts'
import type { FeasiblePoint } from './feasible-point.ts'

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

export function negated(sum: readonly Term[]): readonly Term[] {
  return sum.map(([variable, by]): Term => [variable, -by])
}

/** A sum of these variables with signs drawn at random, others for each `draw`; the same ones every time. */
export function randomSum(variables: readonly number[], draw: number): readonly Term[] {
  return variables.map((variable, at): Term => [variable, pseudoRandom(at, draw) < 2 ** 31 ? 1 : -1])
}
