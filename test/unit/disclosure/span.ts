/** A vector with few entries, in arithmetic modulo a prime: exact, and large enough that nothing vanishes by chance. */
export type Sparse = ReadonlyMap<number, number>

const PRIME = 1_000_003

/** The vectors that sums of given ones make, as reduced rows: each has a column of its own. */
export class Span {
  readonly rows = new Map<number, Map<number, number>>()

  /** Adds a vector; false when it was in the span already. */
  add(vector: Sparse): boolean {
    const left = this.#reduced(vector)
    const [first] = left
    if (!first) return false
    const [pivot, at] = first
    const inverse = power(at, PRIME - 2)
    for (const [column, value] of left) left.set(column, (value * inverse) % PRIME)
    for (const row of this.rows.values()) subtract(row, left, row.get(pivot) ?? 0)
    this.rows.set(pivot, left)
    return true
  }

  /** Vectors that stand upright on all of the span, one for each of the first `size` columns that no row has for its own. */
  orthogonal(size: number): readonly Sparse[] {
    return Array.from({ length: size }, (_, column) => column)
      .filter((column) => !this.rows.has(column))
      .map((column) => {
        const entries = [...this.rows].flatMap(([pivot, row]) =>
          row.has(column) ? [[pivot, PRIME - (row.get(column) ?? 0)] as const] : [],
        )
        return new Map([[column, 1], ...entries])
      })
  }

  #reduced(vector: Sparse): Map<number, number> {
    const left = new Map([...vector].map(([column, value]) => [column, ((value % PRIME) + PRIME) % PRIME]))
    for (let pivot = this.#pivotIn(left); pivot !== undefined; pivot = this.#pivotIn(left)) {
      subtract(left, this.rows.get(pivot) ?? new Map(), left.get(pivot) ?? 0)
    }
    return left
  }

  #pivotIn(vector: Sparse): number | undefined {
    for (const column of vector.keys()) if (this.rows.has(column)) return column
    return undefined
  }
}

function subtract(from: Map<number, number>, what: Sparse, times: number): void {
  if (times === 0) return
  for (const [column, value] of what) {
    const left = ((((from.get(column) ?? 0) - times * value) % PRIME) + PRIME) % PRIME
    if (left === 0) from.delete(column)
    else from.set(column, left)
  }
}

function power(base: number, exponent: number): number {
  let result = 1
  for (let [square, left] = [base, exponent]; left > 0; [square, left] = [(square * square) % PRIME, Math.floor(left / 2)]) {
    if (left % 2 === 1) result = (result * square) % PRIME
  }
  return result
}
