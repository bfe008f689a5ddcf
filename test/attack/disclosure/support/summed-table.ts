import type { Solver } from '#shared/disclosure/linear/solver.ts'
import { gaussianSuppression } from '#shared/disclosure/suppression/gaussian.ts'
import { type LinkedTable, linkedTable } from '#shared/disclosure/suppression/linked-table.ts'
import { secondarySuppression } from '#shared/disclosure/suppression/secondary-suppression.ts'
import { type ReaderKnowledge, TableReader } from '#shared/disclosure/suppression/table-reader.ts'

/** A table as papers and other programs give it: every cell is a sum of the same smallest cells. */
export type SummedTable = {
  /** The count of each of the smallest cells. */
  readonly atoms: readonly number[]
  readonly cells: readonly SummedCell[]
}

type SummedCell = {
  readonly count: number
  /** Places in `atoms`, each once. */
  readonly atoms: readonly number[]
}

/** The cells whose own count gives somebody away, by their place in the table: 0 to `largest`, or 1 to `largest` when zeros are harmless. */
export function primaryCells({ cells }: Pick<SummedTable, 'cells'>, largest: number, zeros: 'hidden' | 'shown'): readonly number[] {
  return cells.flatMap(({ count }, at) => (count <= largest && (count > 0 || zeros === 'hidden') ? [at] : []))
}

/** Harmless zeros first, as hiding one protects nothing, then the largest counts; equal ones in the table's order. */
export function largestFirst({ cells }: SummedTable): readonly number[] {
  const worth = (at: number) => cells[at]?.count || Number.MAX_SAFE_INTEGER
  return cells.map((_, at) => at).sort((a, b) => worth(b) - worth(a))
}

export function hiddenByElimination(table: SummedTable, primary: readonly number[], order: readonly number[]): readonly number[] {
  const { linked, atomsOf, cellsOf } = linkedOf(table)
  return cellsOf(gaussianSuppression(linked, atomsOf(primary), atomsOf(order)))
}

export function hiddenBesides(
  solver: Solver,
  table: SummedTable,
  primary: readonly number[],
  { width = 1, knowledge = new Map() }: { readonly width?: number; readonly knowledge?: ReaderKnowledge } = {},
): readonly number[] {
  const { linked, atomsOf, cellsOf } = linkedOf(table)
  const known = new Map([...knowledge].map(([cell, range]) => [atomsOf([cell])[0] ?? -1, range]))
  const protection = { width, knowledge: known, order: atomsOf(largestFirst(table)) }
  return cellsOf(secondarySuppression(solver, linked, atomsOf(primary), protection))
}

/** The range that a reader can work out for each of these hidden cells. */
export function rangesOf(solver: Solver, table: SummedTable, hidden: readonly number[], cells: readonly number[]) {
  const { linked, atomsOf } = linkedOf(table)
  const reader = new TableReader(solver, linked, new Set(atomsOf(hidden)), new Map())
  try {
    return atomsOf(cells).map((cell) => reader.ends(cell).range)
  } finally {
    reader.close()
  }
}

/** The same table with an atom for each cell; that of a cell which is a sum is tied to the smallest cells by one more sum. */
function linkedOf({ atoms, cells }: SummedTable) {
  const truth = [...atoms]
  const sums: LinkedTable['sums'][number][] = []
  const taken = new Set<number>()
  const atomOf = cells.map((cell) => {
    const [only, ...more] = cell.atoms
    if (only !== undefined && more.length === 0 && !taken.has(only)) {
      taken.add(only)
      return only
    }
    const own = truth.push(cell.count) - 1
    sums.push({ terms: [...cell.atoms.map((atom) => [atom, 1] as const), [own, -1]], sum: 0 })
    return own
  })
  return {
    linked: linkedTable({ truth, sums, cells: atomOf }),
    atomsOf: (places: readonly number[]) => places.map((at) => atomOf[at] ?? -1),
    cellsOf: (own: readonly number[]) => own.map((atom) => atomOf.indexOf(atom)).sort((a, b) => a - b),
  }
}
