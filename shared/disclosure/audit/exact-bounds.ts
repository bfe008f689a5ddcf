import type { LinearProblem, Range, Row, Term } from '../linear/problem.ts'
import { Infeasible, type Model, type Solver, wholeRange, withModel } from '../linear/solver.ts'
import type { Pool } from './pool.ts'
import { fractionsOf, negated, pushed, TINY } from './solutions.ts'
import type { When, World } from './world.ts'

/** How many solutions are pinned to whole numbers before a search is made in whole numbers alone. */
const SEARCHES = 3

/** How often a solution with fractions is pinned further to whole numbers before it is given up. */
const PINS = 6

const NOTHING: Row = { terms: [], low: 0, high: 0 }

/** Whether a range is wide enough. */
export type Enough = (range: Range) => boolean

/**
 * Worlds of a whole problem, by linear programs and, where these leave it open, in whole numbers. What this finds is added to a
 * pool; what it does not find is not there.
 */
export class Solved {
  readonly #solver: Solver
  readonly #problem: LinearProblem
  readonly #offsets: readonly number[]
  readonly #pool: Pool
  readonly #model: Model

  /** `offsets`: with these whole, most solutions are. */
  constructor(solver: Solver, problem: LinearProblem, offsets: readonly number[], pool: Pool) {
    this.#solver = solver
    this.#problem = problem
    this.#offsets = offsets
    this.#pool = pool
    this.#model = solver.open(problem)
  }

  /** Adds worlds far from each other in all of these variables, and one in their midst. Throws Infeasible when there is none. */
  spread(variables: readonly number[]): void {
    const sum = pushed(variables, 0)
    const ends = [sum, negated(sum)].map((each) => {
      this.#model.afresh()
      const found = this.#model.minimise(each)
      if (!found) throw new Infeasible()
      const end = Float64Array.from(found.values)
      this.#keep(this.#model, found.values, each)
      return end
    })
    this.#centre(ends, sum)
    if (this.#pool.worlds.length === 0 && !this.#search(NOTHING)) throw new Infeasible()
  }

  /** Worlds beside the mean of the ends: from there, every way is open for a walk. */
  #centre(ends: readonly Float64Array[], sum: readonly Term[]): void {
    const { variables } = this.#problem
    variables.forEach((own, variable) => {
      const mean = ends.reduce((total, end) => total + (end[variable] ?? 0), 0) / ends.length
      const [low, high] = [Math.floor(mean + TINY), Math.ceil(mean - TINY)]
      this.#model.bind(variable, { low: Math.max(own.low, Math.min(low, high)), high: Math.min(own.high, Math.max(low, high)) })
    })
    this.#model.afresh()
    const found = this.#model.minimise(sum)
    if (found) this.#pool.addFirst(wholeOf(found.values))
    variables.forEach((own, variable) => {
      this.#model.bind(variable, own)
    })
  }

  /** As `Worlds.range`. */
  range(sum: readonly Term[], enough: Enough, when?: When): Range | undefined {
    return this.#with(this.#model, when, (model) => {
      const down = model.minimise(sum)
      const up = model.minimise(negated(sum))
      if (!down || !up) return undefined
      this.#keep(model, down.values, sum, when)
      this.#keep(model, up.values, negated(sum), when)
      const seen = this.#pool.range(sum, when)
      if (seen && enough(seen)) return seen
      const linear = wholeRange({ low: down.value, high: -up.value })
      // Worlds lie within the linear bounds: too narrow there is too narrow.
      return enough(linear) ? this.#exact(sum, enough, linear, when) : linear
    })
  }

  close(): void {
    this.#model.close()
  }

  /** Pushes each end further, by one or more at a time, until there is enough or it is proven that there is no more. */
  #exact(sum: readonly Term[], enough: Enough, linear: Range, when?: When): Range | undefined {
    let known = this.#pool.range(sum, when)
    if (!known) {
      if (!this.#search({ terms: sum, ...linear }, when)) return undefined
      known = this.#pool.range(sum, when)
    }
    for (const up of [true, false]) {
      while (known && !enough(known)) {
        const beyond: Range = up ? { low: known.high + 1, high: linear.high } : { low: linear.low, high: known.low - 1 }
        if (beyond.low > beyond.high || !this.#search({ terms: sum, ...beyond }, when)) break
        known = this.#pool.range(sum, when)
      }
    }
    return known
  }

  /** Looks for a world where a sum lies in a range, by pinning solutions first, then in whole numbers: exact. */
  #search(row: Row, when?: When): boolean {
    const variables = this.#problem.variables.map((own, at) => this.#boundOf(at, when) ?? own)
    const narrowed = { variables, rows: [...this.#problem.rows, row] }
    return withModel(this.#solver, narrowed, (model) => {
      for (let push = 0; push < SEARCHES; push++) {
        const sum = pushed(this.#offsets, push + 1)
        const found = model.minimise(sum)
        if (!found) return false
        if (this.#keep(model, found.values, sum, when)) return true
      }
      model.wholeNumbers()
      const found = model.minimise([])
      return found !== undefined && this.#pool.add(wholeOf(found.values))
    })
  }

  #with<Result>(model: Model, when: When | undefined, use: (model: Model) => Result): Result | undefined {
    if (!when) return use(model)
    const own = this.#boundOf(when.variable)
    const bound = this.#boundOf(when.variable, when)
    if (!own || !bound || bound.low > bound.high) return undefined
    model.bind(when.variable, bound)
    try {
      return use(model)
    } finally {
      model.bind(when.variable, own)
    }
  }

  #boundOf(variable: number, when?: When): Range | undefined {
    const own = this.#problem.variables[variable]
    if (!own || when?.variable !== variable) return own
    return { low: Math.max(own.low, when.range.low), high: Math.min(own.high, when.range.high) }
  }

  /** Keeps the world of a solution; where it has fractions, one near it: pinned to whole numbers a few at a time. */
  #keep(model: Model, values: Float64Array, sum: readonly Term[], when?: When): boolean {
    if (this.#pool.add(wholeOf(values))) return true
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
      isFound = found !== undefined && this.#pool.add(wholeOf(found.values))
      current = isFound ? undefined : found?.values
    }
    for (const variable of pinned) {
      const own = this.#boundOf(variable, when)
      if (own) model.bind(variable, own)
    }
    return isFound
  }
}

function wholeOf(values: Float64Array): World {
  return Int32Array.from(values, (value) => Math.round(value))
}
