import { type FeasiblePoint, feasibilityOf, roundedSolution } from '../linear/integer-points.ts'
import { type LinearProblem, type Range, widthOf } from '../linear/linear-problem.ts'
import { Infeasible, type Model, type Solution, type Solver, wholeRange, withModel } from '../linear/solver.ts'

/**
 * Which of the variables `wanted` take fewer whole values than needed over the whole points of a problem, all of whose
 * variables lie between 0 and a small base. Exact: a value counts when a complete point with it was found and checked in
 * whole numbers; a variable is reported when every other value was proved impossible. So the answer depends on the
 * problem alone, neither on `point`, a point of it that is known already, nor on the order of the search.
 */
export function narrowVariables(
  solver: Solver,
  problem: LinearProblem,
  point: FeasiblePoint,
  wanted: readonly number[],
  needed: (variable: number) => number,
): readonly number[] {
  const seen = new SeenValues(problem)
  seen.add(point)
  const isOpen = (variable: number): boolean => seen.count(variable) < needed(variable)
  const ranges = new Map<number, Range>()
  withModel(solver, problem, (model) => {
    for (const variable of wanted) {
      // The points found for those before it may have shown enough of its values.
      if (!isOpen(variable)) continue
      const low = reach(model, seen, variable, 1)
      if (!isOpen(variable)) continue
      const range = wholeRange({ low, high: -reach(model, seen, variable, -1) })
      ranges.set(variable, range)
      if (valuesIn(range) >= needed(variable)) tryValues(model, seen, { problem, variable, range, atLeast: needed(variable) })
    }
  })
  const undecided = wanted.filter((variable) => isOpen(variable) && valuesIn(ranges.get(variable)) >= needed(variable))
  if (undecided.length > 0) {
    withModel(solver, problem, (model) => {
      model.wholeNumbers()
      for (const variable of undecided) {
        const range = ranges.get(variable)
        if (range !== undefined) tryValues(model, seen, { problem, variable, range, atLeast: needed(variable) })
      }
    })
  }
  return wanted.filter(isOpen)
}

function valuesIn(range: Range | undefined): number {
  return range === undefined ? 0 : widthOf(range) + 1
}

function reach(model: Model, seen: SeenValues, variable: number, by: 1 | -1): number {
  const solution = model.minimise([[variable, by]])
  seen.addSolution(solution)
  if (solution === undefined) throw new Infeasible()
  return solution.value
}

type Values = { readonly problem: LinearProblem; readonly variable: number; readonly range: Range; readonly atLeast: number }

function tryValues(model: Model, seen: SeenValues, { problem, variable, range, atLeast }: Values): void {
  for (let value = range.low; value <= range.high && seen.count(variable) < atLeast; value++) {
    if (seen.has(variable, value)) continue
    model.bind(variable, { low: value, high: value })
    seen.addSolution(model.minimise([]))
  }
  const own = problem.variables[variable]
  if (own !== undefined) model.bind(variable, own)
}

class SeenValues {
  readonly #isFeasible: (point: FeasiblePoint) => boolean
  readonly #values: readonly Set<number>[]

  constructor(problem: LinearProblem) {
    this.#isFeasible = feasibilityOf(problem)
    this.#values = problem.variables.map(() => new Set())
  }

  count(variable: number): number {
    return this.#values[variable]?.size ?? 0
  }

  has(variable: number, value: number): boolean {
    return this.#values[variable]?.has(value) ?? false
  }

  addSolution(solution: Solution | undefined): void {
    if (solution !== undefined) this.add(roundedSolution(solution.values))
  }

  /** Points that rounding has moved off the problem are not points, and are left out. */
  add(point: FeasiblePoint): void {
    if (this.#isFeasible(point)) for (const [variable, value] of point.entries()) this.#values[variable]?.add(value)
  }
}
