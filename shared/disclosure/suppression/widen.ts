import { COUNT, difference, ProblemBuilder, type Term } from '../linear/linear-problem.ts'
import { type Solver, withModel } from '../linear/solver.ts'
import { type LinkedTable, reachable, sumsAround } from './linked.ts'
import type { ReaderKnowledge } from './table-reader.ts'

/** A printed cell that has to move by less than this stays printed. */
const MOVED = 1e-6

/** The numbers of sums from the target within which cells are looked at first: a way round a rectangle is two, a detour three. */
const NEAR = [2, 3]

export type ToWiden = {
  readonly table: LinkedTable
  readonly hidden: ReadonlySet<number>
  readonly knowledge: ReaderKnowledge
  readonly target: number
  readonly width: number
}

/**
 * The cheapest cells to hide as well, so that `target` may have counts `width` apart. Two complete tables are sought
 * that a reader could not tell apart, in which the target differs by that much; whatever printed cell has to differ
 * from its count in either of them must be hidden. Undefined when even hiding everything is not enough.
 * Where the truth of every atom is known, nearby cells are tried first, all others staying as they are.
 *
 * Method: the linear heuristic for complementary suppression of Kelly, Golden and Assad (Networks 22, 1992), as
 * described by Fischetti and Salazar (Mathematical Programming 84, 1999) for general tables.
 */
export function cellsToWiden(solver: Solver, input: ToWiden): readonly number[] | undefined {
  const { table, target } = input
  const near = table.truth ? NEAR : []
  for (const steps of near) {
    const found = widenWithin(
      solver,
      input,
      reachable(table, table.atomOf[target] ?? -1, () => false, steps),
    )
    if (found) return found
  }
  return widenWithin(solver, input, new Set(Array.from({ length: table.atoms }, (_, atom) => atom)))
}

function widenWithin(solver: Solver, input: ToWiden, free: ReadonlySet<number>): readonly number[] | undefined {
  const { table, hidden, knowledge, target, width } = input
  const problem = new ProblemBuilder()
  const known = new Map(knowledge.map(({ cell, range }) => [cell, range]))
  const cells = [...table.atomOf.entries()].filter(([, atom]) => free.has(atom))
  const secret = new Map(cells.filter(([cell]) => hidden.has(cell)).map(([cell, atom]) => [atom, known.get(cell) ?? COUNT]))
  const places = sumsAround(table, free)
  const cost: Term[] = []
  const moves: { readonly cell: number; readonly variable: number }[] = []
  const addTable = (): ReadonlyMap<number, number> => {
    const variables = new Map([...free].map((atom) => [atom, problem.variable(secret.get(atom))]))
    for (const at of places) {
      const { terms, sum } = sumWithin(table, at, variables)
      problem.equal(terms, sum)
    }
    for (const [cell, atom] of cells.filter(([one]) => !hidden.has(one))) {
      const [more, less] = [problem.variable(), problem.variable()]
      const count = table.counts[cell] ?? 0
      problem.equal(
        [
          [variables.get(atom) ?? -1, 1],
          [more, -1],
          [less, 1],
        ],
        count,
      )
      for (const variable of [more, less]) {
        cost.push([variable, table.prices[cell] ?? 1])
        moves.push({ cell, variable })
      }
    }
    return variables
  }
  const atom = table.atomOf[target] ?? -1
  const [high = -1, low = -1] = [addTable(), addTable()].map((variables) => variables.get(atom))
  problem.row(difference(high, low), { low: width, high: Number.POSITIVE_INFINITY })
  const found = withModel(solver, problem.build(), (model) => model.minimise(cost))
  if (found === undefined) return undefined
  return [...new Set(moves.filter(({ variable }) => (found.values[variable] ?? 0) > MOVED).map(({ cell }) => cell))]
}

/** A known sum over the atoms that may move, the others being what they are. */
function sumWithin(
  table: LinkedTable,
  at: number,
  variables: ReadonlyMap<number, number>,
): { readonly terms: Term[]; readonly sum: number } {
  const known = table.sums[at]
  let sum = known?.sum ?? 0
  const terms: Term[] = []
  for (const [atom, weight] of known?.terms ?? []) {
    const variable = variables.get(atom)
    if (variable === undefined) sum -= weight * (table.truth?.[atom] ?? 0)
    else terms.push([variable, weight])
  }
  return { terms, sum }
}
