import type { LinearProblem, Range, Term } from '../linear/problem.ts'

/** Whole counts, one a variable, that satisfy all an attacker knows. */
export type World = Int32Array

/** Only worlds in which something lies in this range. */
export type When = { readonly variable: number; readonly range: Range }

/** Checked in whole numbers: a solver's word is not enough. */
export function isWorld({ variables, rows }: LinearProblem, world: World): boolean {
  return (
    variables.every(({ low, high }, variable) => isIn({ low, high }, world[variable] ?? Number.NaN)) &&
    rows.every(({ terms, low, high }) => isIn({ low, high }, valueIn(world, terms)))
  )
}

export function valueIn(world: World, sum: readonly Term[]): number {
  let value = 0
  for (const [variable, by] of sum) value += by * (world[variable] ?? 0)
  return value
}

export function isIn({ low, high }: Range, value: number): boolean {
  return low <= value && value <= high
}
