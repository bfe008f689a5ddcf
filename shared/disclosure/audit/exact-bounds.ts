import { fractionsOf, negated, randomSum, roundedSolution } from '../linear/integer-points.ts'
import { intersection, type LinearProblem, type LinearRow, type Range, type Term } from '../linear/linear-problem.ts'
import { Infeasible, type Model, type Solver, wholeRange, withModel } from '../linear/solver.ts'
import type { Assumption, Enough, SolutionPool } from './solution-pool.ts'

/** The number of solutions that are pinned to integers before branch and bound. */
const SEARCHES = 3

/** The number of times that a solution with fractions is pinned further to integers before it is given up. */
const PINS = 6

const NOTHING: LinearRow = { terms: [], low: 0, high: 0 }

/**
 * Exact bounds of sums over the feasible points of a whole problem: a linear program first, whose bounds are never narrower
 * than the true ones; where these are wide enough and no integer points show it, a mixed-integer program. Points that are
 * found go to the pool.
 */
export class ExactBounds {
  readonly #solver: Solver
  readonly #problem: LinearProblem
  readonly #offsets: readonly number[]
  readonly #pool: SolutionPool
  readonly #model: Model

  /** `offsets`: variables that are pinned first, since with these integer most solutions are. */
  constructor(solver: Solver, problem: LinearProblem, offsets: readonly number[], pool: SolutionPool) {
    this.#solver = solver
    this.#problem = problem
    this.#offsets = offsets
    this.#pool = pool
    this.#model = solver.open(problem)
  }

  /** Adds a feasible point that is far out in all of these variables. Throws Infeasible when there is none. */
  start(variables: readonly number[]): void {
    const sum = randomSum(variables, 0)
    this.#model.afresh()
    const found = this.#model.minimise(sum)
    if (!found) throw new Infeasible()
    if (!this.#keep(this.#model, found.values, sum) && !this.#search(NOTHING)) throw new Infeasible()
  }

  /** As `BoundsSearch.boundsOf`. */
  boundsOf(sum: readonly Term[], enough: Enough, assumption?: Assumption): Range | undefined {
    return this.#assuming(assumption, () => {
      const model = this.#model
      const down = model.minimise(sum)
      const up = model.minimise(negated(sum))
      if (!down || !up) return undefined
      for (const [{ values }, towards] of [[down, sum] as const, [up, negated(sum)] as const]) {
        this.#keep(model, values, towards, assumption)
        const seen = this.#pool.range(sum, assumption)
        if (seen && enough(seen)) return seen
      }
      const linear = wholeRange({ low: down.value, high: -up.value })
      // Feasible points lie within the linear bounds: too narrow there is too narrow.
      return enough(linear) ? this.#integerBounds(sum, enough, linear, assumption) : linear
    })
  }

  close(): void {
    this.#model.close()
  }

  /** Moves each end out, by one or more at a time, until the range is wide enough or the end is proven. */
  #integerBounds(sum: readonly Term[], enough: Enough, linear: Range, assumption?: Assumption): Range | undefined {
    let known = this.#pool.range(sum, assumption)
    if (!known) {
      if (!this.#search({ terms: sum, ...linear }, assumption)) return undefined
      known = this.#pool.range(sum, assumption)
    }
    for (const up of [true, false]) {
      while (known && !enough(known)) {
        const beyond: Range = up ? { low: known.high + 1, high: linear.high } : { low: linear.low, high: known.low - 1 }
        if (beyond.low > beyond.high || !this.#search({ terms: sum, ...beyond }, assumption)) break
        known = this.#pool.range(sum, assumption)
      }
    }
    return known
  }

  /** Adds a feasible point that satisfies one more row; false when there is none. */
  #search(row: LinearRow, assumption?: Assumption): boolean {
    const variables = this.#problem.variables.map((own, at) => this.#boundsUnder(at, assumption) ?? own)
    return withModel(this.#solver, { variables, rows: [...this.#problem.rows, row] }, (model) => {
      for (let draw = 1; draw <= SEARCHES; draw++) {
        const sum = randomSum(this.#offsets, draw)
        const found = model.minimise(sum)
        if (!found) return false
        if (this.#keep(model, found.values, sum, assumption)) return true
      }
      model.wholeNumbers()
      const found = model.minimise([])
      return found !== undefined && this.#pool.add(roundedSolution(found.values))
    })
  }

  #assuming<Result>(assumption: Assumption | undefined, use: () => Result): Result | undefined {
    if (!assumption) return use()
    const own = this.#boundsUnder(assumption.variable)
    const bounds = this.#boundsUnder(assumption.variable, assumption)
    if (!own || !bounds || bounds.low > bounds.high) return undefined
    this.#model.bind(assumption.variable, bounds)
    try {
      return use()
    } finally {
      this.#model.bind(assumption.variable, own)
    }
  }

  #boundsUnder(variable: number, assumption?: Assumption): Range | undefined {
    const own = this.#problem.variables[variable]
    if (!own || assumption?.variable !== variable) return own
    return intersection(own, assumption.range)
  }

  /** Adds the point of a solution; where it has fractions, one near it, whose variables are pinned to integers a few at a time. */
  #keep(model: Model, values: Float64Array, sum: readonly Term[], assumption?: Assumption): boolean {
    if (this.#pool.add(roundedSolution(values))) return true
    let isFound = false
    const pinned = new Set<number>()
    let current: Float64Array | undefined = values
    for (let step = 0; step < PINS && current; step++) {
      const next = step === 0 ? this.#offsets : fractionsOf(current, pinned)
      for (const variable of next) {
        const whole = Math.round(current[variable] ?? 0)
        model.bind(variable, { low: whole, high: whole })
        pinned.add(variable)
      }
      const found = model.minimise(sum)
      isFound = found !== undefined && this.#pool.add(roundedSolution(found.values))
      current = isFound ? undefined : found?.values
    }
    for (const variable of pinned) {
      const own = this.#boundsUnder(variable, assumption)
      if (own) model.bind(variable, own)
    }
    return isFound
  }
}
