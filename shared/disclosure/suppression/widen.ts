import { COUNT, ProblemBuilder, type Term } from '../linear/problem.ts'
import { type Solver, withProblem } from '../linear/solver.ts'
import type { Knowledge } from './reader.ts'
import type { SummedTable } from './table.ts'

/** A printed cell that has to move by less than this stays printed. */
const MOVED = 1e-6

/**
 * The cheapest cells to hide as well, so that `target` may have counts `width` apart. Two complete tables are sought
 * that a reader could not tell apart, in which the target differs by that much; whatever printed cell has to differ
 * from its count in either of them must be hidden. Undefined when even hiding everything is not enough.
 *
 * Method: the linear heuristic for complementary suppression of Kelly, Golden and Assad (Networks 22, 1992), as
 * described by Fischetti and Salazar (Mathematical Programming 84, 1999) for general tables.
 */
export function cellsToWiden(
  solver: Solver,
  table: SummedTable,
  hidden: ReadonlySet<number>,
  knowledge: Knowledge,
  target: number,
  width: number,
): readonly number[] | undefined {
  const problem = new ProblemBuilder()
  const known = new Map(knowledge.map(({ cell, range }) => [cell, range]))
  const cost: Term[] = []
  const moves: { readonly cell: number; readonly variable: number }[] = []
  const world = (): readonly (readonly Term[])[] => {
    const atoms = Array.from({ length: table.atoms }, () => problem.variable())
    const sums = table.cells.map((cell): readonly Term[] => cell.atoms.map((atom) => [atoms[atom] ?? -1, 1]))
    for (const [at, { count }] of table.cells.entries()) {
      const sum = sums[at] ?? []
      if (hidden.has(at)) problem.row(sum, known.get(at) ?? COUNT)
      else {
        const [more, less] = [problem.variable(), problem.variable()]
        problem.equal([...sum, [more, -1], [less, 1]], count)
        for (const variable of [more, less]) {
          cost.push([variable, priceOf(count)])
          moves.push({ cell: at, variable })
        }
      }
    }
    return sums
  }
  const [high, low] = [world()[target] ?? [], world()[target] ?? []]
  problem.row([...high, ...low.map(([variable, weight]): Term => [variable, -weight])], { low: width, high: Number.POSITIVE_INFINITY })
  const found = withProblem(solver, problem.build(), (held) => held.minimise(cost))
  if (found === undefined) return undefined
  return [...new Set(moves.filter(({ variable }) => (found.values[variable] ?? 0) > MOVED).map(({ cell }) => cell))]
}

/** Hiding a large count costs more than hiding a small one, but two small ones cost more than either. */
function priceOf(count: number): number {
  return 1 + Math.log2(1 + count) / 64
}
