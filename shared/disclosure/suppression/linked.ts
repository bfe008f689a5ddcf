import { type KnownSum, publishingOrder, type SummedTable } from './summed-table.ts'

/**
 * A table in which each cell is an atom of its own and every margin is a known sum: what may move when a number is not
 * known can then be found by walking from sum to sum.
 */
export type LinkedTable = {
  readonly atoms: number
  /** The atom of each cell of the table. */
  readonly atomOf: readonly number[]
  readonly counts: readonly number[]
  readonly sums: readonly KnownSum[]
  /** Places in `sums`, for each atom. */
  readonly sumsOf: readonly (readonly number[])[]
  /** By cell: how dear it is to hide. */
  readonly prices: readonly number[]
  /** The true value of every atom, where it is known. */
  readonly truth?: readonly number[]
}

/** The table with an atom for each cell; a cell that is a sum of atoms gets an atom of its own, and its sum as one more known sum. */
export function linked(table: SummedTable): LinkedTable {
  const { atoms, cells, known = [], truth } = table
  const sums = [...known]
  let count = atoms
  const taken = new Set<number>()
  const atomOf = cells.map((cell) => {
    const [only, ...more] = cell.atoms
    if (only !== undefined && more.length === 0 && !taken.has(only)) {
      taken.add(only)
      return only
    }
    const own = count++
    sums.push({ terms: [...cell.atoms.map((atom) => [atom, 1] as const), [own, -1]], sum: 0 })
    return own
  })
  const sumsOf: number[][] = Array.from({ length: count }, () => [])
  for (const [at, { terms }] of sums.entries()) for (const [atom] of terms) if (sumsOf[atom]?.at(-1) !== at) sumsOf[atom]?.push(at)
  const counts = cells.map((cell) => cell.count)
  return { atoms: count, atomOf, counts, sums, sumsOf, prices: pricesOf(table), ...(truth && count === atoms ? { truth } : {}) }
}

/** Hiding a large count costs more than hiding a small one, but two small ones cost more than either; where the table has an order of its own, by that order. */
function pricesOf(table: SummedTable): readonly number[] {
  if (!table.order) return table.cells.map(({ count }) => 1 + Math.log2(1 + count) / 64)
  const prices = table.cells.map(() => 1)
  for (const [at, cell] of publishingOrder(table).entries()) prices[cell] = 1 + (1 - at / prices.length) / 4
  return prices
}

/** The atoms that can be reached from one by at most so many sums, without passing a fixed atom. */
export function reachable(
  { sums, sumsOf }: LinkedTable,
  from: number,
  isFixed: (atom: number) => boolean,
  steps: number,
): ReadonlySet<number> {
  const found = new Set([from])
  const passed = new Set<number>()
  let edge = [from]
  for (let step = 0; step < steps && edge.length > 0; step++) {
    const next: number[] = []
    for (const at of edge.flatMap((atom) => sumsOf[atom] ?? [])) {
      if (passed.has(at)) continue
      passed.add(at)
      for (const [atom] of sums[at]?.terms ?? []) {
        if (found.has(atom) || isFixed(atom)) continue
        found.add(atom)
        next.push(atom)
      }
    }
    edge = next
  }
  return found
}

/** Places of the sums that any of these atoms is in. */
export function sumsAround({ sumsOf }: LinkedTable, atoms: Iterable<number>): ReadonlySet<number> {
  const places = new Set<number>()
  for (const atom of atoms) for (const at of sumsOf[atom] ?? []) places.add(at)
  return places
}
