/**
 * A linear problem as plain data: variables with bounds, and rows, each a range for a weighted sum of variables.
 * Attackers' knowledge is written down this way: "these cells add up to that total", "this one is between 0 and 9".
 */

/** `coefficient * variable`; a variable is the number `ProblemBuilder.variable` gave. */
export type Term = readonly [variable: number, coefficient: number]

/** An inclusive range; either end may be infinite. */
export type Range = { readonly low: number; readonly high: number }

export type LinearRow = Range & { readonly terms: readonly Term[] }

export type LinearProblem = { readonly variables: readonly Range[]; readonly rows: readonly LinearRow[] }

/** The bounds of a count when nothing else is known. */
export const COUNT: Range = { low: 0, high: Number.POSITIVE_INFINITY }

/** The distance between the ends of a range: 0 where it is one value. */
export function widthOf({ low, high }: Range): number {
  return high - low
}

/** The values that are in both ranges: its low end is above its high one where there are none. */
export function intersection(one: Range, other: Range): Range {
  return { low: Math.max(one.low, other.low), high: Math.min(one.high, other.high) }
}

/** The sum "the first variable minus the second". */
export function difference(first: number, second: number): readonly Term[] {
  return [
    [first, 1],
    [second, -1],
  ]
}

/** The range of a sum that is zero or less. */
export const AT_MOST_ZERO: Range = { low: Number.NEGATIVE_INFINITY, high: 0 }

/** Builds a problem piece by piece; variables and rows are numbered from 0 in the order they are added. */
export class ProblemBuilder {
  readonly #variables: Range[] = []
  readonly #rows: LinearRow[] = []

  /** Adds a variable and gives its number. */
  variable(range: Range = COUNT): number {
    if (!(range.low <= range.high)) throw new Error(`a variable cannot lie between ${range.low} and ${range.high}`)
    return this.#variables.push(range) - 1
  }

  /** Adds `low <= sum of terms <= high` and gives its number. A variable named twice counts twice. */
  row(terms: readonly Term[], range: Range): number {
    if (!(range.low <= range.high)) throw new Error(`a row cannot lie between ${range.low} and ${range.high}`)
    for (const [variable] of terms) {
      if (!(variable >= 0 && variable < this.#variables.length)) throw new Error(`variable ${variable} does not exist`)
    }
    return this.#rows.push({ ...range, terms: mergeTerms(terms) }) - 1
  }

  /** Adds `sum of terms = value` and gives its number. */
  equal(terms: readonly Term[], value: number): number {
    return this.row(terms, { low: value, high: value })
  }

  build(): LinearProblem {
    return { variables: [...this.#variables], rows: [...this.#rows] }
  }
}

/** The same sum with each variable once, without those whose coefficients cancel; in the order of first mention. */
export function mergeTerms(terms: readonly Term[]): Term[] {
  const sums = new Map<number, number>()
  for (const [variable, coefficient] of terms) sums.set(variable, (sums.get(variable) ?? 0) + coefficient)
  return [...sums].filter(([, coefficient]) => coefficient !== 0)
}
