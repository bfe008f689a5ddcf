import { COUNT, type LinearProblem, ProblemBuilder, type Range, type Term } from '../linear/problem.ts'
import { type OpenProblem, type Solver, wholeRange } from '../linear/solver.ts'
import type { SummedTable } from './table.ts'

/** What somebody knows of cells besides the printed ones: an insider, for one, that there are at least so many. */
export type Knowledge = readonly { readonly cell: number; readonly range: Range }[]

/**
 * A reader of a suppressed table, who knows that counts are whole numbers, never negative, and that the printed
 * ones are exact. Cells can be hidden and printed again while it is open.
 */
export class Reader {
  readonly #table: SummedTable
  readonly #sums: readonly (readonly Term[])[]
  readonly #known: ReadonlyMap<number, Range>
  readonly #held: OpenProblem

  constructor(solver: Solver, table: SummedTable, hidden: Iterable<number>, knowledge: Knowledge) {
    const { problem, sums } = printed(table)
    this.#table = table
    this.#sums = sums
    this.#known = new Map(knowledge.map(({ cell, range }) => [cell, range]))
    this.#held = solver.open(problem)
    for (const cell of hidden) this.hide(cell)
  }

  hide(cell: number): void {
    this.#held.bindRow(cell, this.#known.get(cell) ?? COUNT)
  }

  print(cell: number): void {
    const count = this.#table.cells[cell]?.count ?? 0
    this.#held.bindRow(cell, { low: count, high: count })
  }

  /** The counts a cell may have, for all this reader can tell. */
  range(cell: number): Range {
    return wholeRange(this.#held.range(this.#sums[cell] ?? []))
  }

  close(): void {
    this.#held.close()
  }
}

/** One variable an atom and one row a cell, in the table's order, every cell printed. */
function printed(table: SummedTable): { problem: LinearProblem; sums: readonly (readonly Term[])[] } {
  const problem = new ProblemBuilder()
  for (let atom = 0; atom < table.atoms; atom++) problem.variable()
  const sums = table.cells.map(({ atoms }): readonly Term[] => atoms.map((atom) => [atom, 1]))
  for (const [at, cell] of table.cells.entries()) problem.equal(sums[at] ?? [], cell.count)
  return { problem: problem.build(), sums }
}
