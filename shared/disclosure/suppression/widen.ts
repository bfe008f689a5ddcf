import { COUNT, difference, ProblemBuilder, type Term } from '../linear/linear-problem.ts'
import { type Solver, withModel } from '../linear/solver.ts'
import { addAtoms, type LinkedTable, reachable } from './linked-table.ts'
import type { ReaderKnowledge } from './table-reader.ts'

/** A printed cell that has to move by less than this stays printed. */
const MOVED = 1e-6

/** The numbers of sums from the target within which cells are looked at: a way round a rectangle is two, a detour three; then all. */
const NEAR = [2, 3, Number.POSITIVE_INFINITY]

type ToWiden = {
  readonly table: LinkedTable
  readonly hidden: ReadonlySet<number>
  readonly knowledge: ReaderKnowledge
  readonly target: number
  readonly width: number
  /** The price of hiding each cell. */
  readonly prices: ReadonlyMap<number, number>
}

/**
 * The cheapest cells to hide as well, so that `target` may have counts `width` apart. Two complete tables are sought
 * that a reader could not tell apart, in which the target differs by that much; whatever printed cell has to differ
 * from its count in either of them must be hidden. Undefined when even hiding everything is not enough.
 * Nearby cells are tried first, all others staying as they are.
 *
 * Method: the linear heuristic for complementary suppression of Kelly, Golden and Assad (Networks 22, 1992), as
 * described by Fischetti and Salazar (Mathematical Programming 84, 1999) for general tables.
 */
export function cellsToWiden(solver: Solver, input: ToWiden): readonly number[] | undefined {
  for (const steps of NEAR) {
    const found = widenWithin(
      solver,
      input,
      reachable(input.table, input.target, () => false, steps),
    )
    if (found) return found
  }
  return undefined
}

function widenWithin(solver: Solver, input: ToWiden, free: ReadonlySet<number>): readonly number[] | undefined {
  const { table, hidden, knowledge, target, width, prices } = input
  const problem = new ProblemBuilder()
  const printed = table.cells.filter((cell) => free.has(cell) && !hidden.has(cell))
  const cost: Term[] = []
  const moves: { readonly cell: number; readonly variable: number }[] = []
  const addTable = (): ReadonlyMap<number, number> => {
    const rangeOf = (atom: number) => (hidden.has(atom) ? knowledge.get(atom) : undefined) ?? COUNT
    const variables = addAtoms(problem, table, free, rangeOf)
    for (const cell of printed) {
      const [more, less] = [problem.variable(), problem.variable()]
      problem.equal(
        [
          [variables.get(cell) ?? -1, 1],
          [more, -1],
          [less, 1],
        ],
        table.truth[cell] ?? 0,
      )
      for (const variable of [more, less]) {
        cost.push([variable, prices.get(cell) ?? 1])
        moves.push({ cell, variable })
      }
    }
    return variables
  }
  const [high = -1, low = -1] = [addTable(), addTable()].map((variables) => variables.get(target))
  problem.row(difference(high, low), { low: width, high: Number.POSITIVE_INFINITY })
  const found = withModel(solver, problem.build(), (model) => model.minimise(cost))
  if (found === undefined) return undefined
  return [...new Set(moves.filter(({ variable }) => (found.values[variable] ?? 0) > MOVED).map(({ cell }) => cell))]
}
