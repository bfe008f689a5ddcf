import type { Term } from '../linear/linear-problem.ts'
import type { KnownSum, LinkedTable } from './linked-table.ts'

/** A column of the elimination: atom to whole-number weight, never 0, without a common divisor. */
type Column = Map<number, number>

/**
 * Secondary suppression by Gaussian elimination: gives the cells to hide besides the primary ones so that no primary
 * cell is a linear combination of published cells. Candidates are published in the order given unless that would give a
 * primary cell away. Nothing here knows that counts are never negative: `secondarySuppression` follows it with ranges.
 *
 * Method: Langsrud, "Secondary cell suppression by Gaussian elimination", PSD 2024 (R packages GaussSuppression, SSBtools).
 * Exact: whole numbers divided by their common divisor; throws when one would leave the safe range.
 */
export function gaussianSuppression(table: LinkedTable, primary: readonly number[], candidates: readonly number[]): readonly number[] {
  const elimination = new Elimination()
  const guarded = new Set(primary)
  const open = candidates.filter((cell) => !guarded.has(cell))
  for (const cell of [...guarded, ...open]) elimination.add(cell, [[cell, 1]])
  publishKnown(elimination, table.sums)
  return open.filter((cell) => {
    const column = elimination.take(cell)
    // Nothing is left of it: the published cells imply it already.
    if (column.size === 0) return false
    if (elimination.revealsOne(column, guarded)) return true
    elimination.publish(column)
    return false
  })
}

/** Readers know these sums anyway, so they count as published before any cell is. */
function publishKnown(elimination: Elimination, known: readonly KnownSum[]): void {
  const columns = known.map(({ terms }, at) => elimination.add(-1 - at, terms))
  for (const at of columns) {
    const column = elimination.take(at)
    if (column.size > 0) elimination.publish(column)
  }
}

class Elimination {
  readonly #columns = new Map<number, Column>()
  /** Which cells have a weight on an atom. */
  readonly #holders = new Map<number, Set<number>>()

  /** Adds a weighted sum of atoms under a number of its own, which it gives back. */
  add(cell: number, terms: readonly Term[]): number {
    const column: Column = new Map()
    for (const [atom, weight] of terms) column.set(atom, (column.get(atom) ?? 0) + weight)
    for (const [atom, weight] of column) {
      if (weight === 0) column.delete(atom)
      else this.#holdersOf(atom).add(cell)
    }
    this.#columns.set(cell, column)
    return cell
  }

  /** Takes out a cell and gives its column, as the published cells have left it; the cell takes no further part. */
  take(cell: number): Column {
    const column = this.#columns.get(cell) ?? new Map()
    for (const atom of column.keys()) this.#holdersOf(atom).delete(cell)
    this.#columns.delete(cell)
    return column
  }

  /** Whether publishing the column would leave nothing unknown of a guarded cell. */
  revealsOne(column: Column, guarded: ReadonlySet<number>): boolean {
    const pivot = this.#pivotOf(column)
    return [...this.#holdersOf(pivot)].some((cell) => guarded.has(cell) && isMultiple(this.#columns.get(cell), column))
  }

  /** Removes from every other cell what the column tells of it. */
  publish(column: Column): void {
    const pivot = this.#pivotOf(column)
    for (const cell of [...this.#holdersOf(pivot)]) {
      const before = this.#columns.get(cell) ?? new Map()
      const after = withoutPivot(before, column, pivot)
      for (const atom of before.keys()) if (!after.has(atom)) this.#holdersOf(atom).delete(cell)
      for (const atom of after.keys()) if (!before.has(atom)) this.#holdersOf(atom).add(cell)
      this.#columns.set(cell, after)
    }
  }

  /** The atom the fewest cells hold: which one is taken changes the work, not the result. */
  #pivotOf(column: Column): number {
    let best = -1
    let fewest = Number.POSITIVE_INFINITY
    for (const atom of column.keys()) {
      const held = this.#holdersOf(atom).size
      if (held < fewest) [best, fewest] = [atom, held]
    }
    return best
  }

  #holdersOf(atom: number): Set<number> {
    const held = this.#holders.get(atom) ?? new Set()
    this.#holders.set(atom, held)
    return held
  }
}

function isMultiple(one: Column | undefined, other: Column): boolean {
  if (one?.size !== other.size) return false
  let ratio: readonly [number, number] | undefined
  for (const [atom, weight] of other) {
    const own = one.get(atom)
    if (own === undefined) return false
    ratio ??= [own, weight]
    if (safe(own * ratio[1]) !== safe(weight * ratio[0])) return false
  }
  return true
}

function withoutPivot(column: Column, published: Column, pivot: number): Column {
  const own = column.get(pivot) ?? 0
  const theirs = published.get(pivot) ?? 1
  const common = divisor(own, theirs)
  const [times, minus] = [theirs / common, own / common]
  const result: Column = new Map()
  for (const [atom, weight] of column) result.set(atom, safe(weight * times))
  for (const [atom, weight] of published) {
    const left = safe((result.get(atom) ?? 0) - safe(weight * minus))
    if (left === 0) result.delete(atom)
    else result.set(atom, left)
  }
  let shared = 0
  for (const weight of result.values()) shared = divisor(shared, weight)
  if (shared > 1) for (const [atom, weight] of result) result.set(atom, weight / shared)
  return result
}

function divisor(a: number, b: number): number {
  let [large, small] = [Math.abs(a), Math.abs(b)]
  while (small > 0) [large, small] = [small, large % small]
  return large
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new Error('the elimination left the range of exact whole numbers: publish fewer linked tables')
  return value
}
