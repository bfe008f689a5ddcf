import type { Term } from '../linear/problem.ts'
import { pseudoRandom } from '../linear/pseudo-random.ts'

/** A solver's number this close to a whole one is that one. */
export const TINY = 1e-6

const PINNED_AT_ONCE = 20

export function fractionsOf(values: Float64Array, but: ReadonlySet<number>): readonly number[] {
  const found: number[] = []
  for (let variable = 0; variable < values.length && found.length < PINNED_AT_ONCE; variable++) {
    const value = values[variable] ?? 0
    if (!but.has(variable) && Math.abs(value - Math.round(value)) > TINY) found.push(variable)
  }
  return found
}

export function negated(sum: readonly Term[]): readonly Term[] {
  return sum.map(([variable, by]): Term => [variable, -by])
}

/** Pushes half of the variables up and half down, another half each time. */
export function pushed(variables: readonly number[], push: number): readonly Term[] {
  return variables.map((variable, at): Term => [variable, pseudoRandom(at, push) < 2 ** 31 ? 1 : -1])
}
