import type { Term } from '../linear/linear-problem.ts'

/**
 * A table as complementary suppression sees it: cells that are sums of the same smallest cells ("atoms"), so that every
 * margin is an equation between them.
 */
export type SummedCell = {
  readonly count: number
  /** The atoms it sums, each once. */
  readonly atoms: readonly number[]
}

export type SummedTable = {
  /** The number of atoms; they are numbered from 0. */
  readonly atoms: number
  readonly cells: readonly SummedCell[]
  /** Sums that every reader knows without reading a cell: margins between atoms, totals. */
  readonly known?: readonly KnownSum[]
  /** The true value of every atom, where it is known: it only shortens the search for cells to hide. */
  readonly truth?: readonly number[]
  /** All cells, in the order in which they earn their publication, where it is not that of their counts. */
  readonly order?: readonly number[]
}

/** `weighted sum of atoms = sum` */
export type KnownSum = { readonly terms: readonly Term[]; readonly sum: number }

/**
 * The order in which cells earn their publication, best first: that of the table, or zeros that are harmless (hiding one protects nothing),
 * then the largest counts. Equal counts keep the table's order, so that the order of rows is the only thing they reveal.
 */
export function publishingOrder(table: SummedTable): readonly number[] {
  if (table.order) return table.order
  const worth = (at: number): number => {
    const count = table.cells[at]?.count ?? 0
    return count === 0 ? Number.POSITIVE_INFINITY : count
  }
  return table.cells.map((_, at) => at).sort((a, b) => compare(worth(b), worth(a)) || a - b)
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0
}
