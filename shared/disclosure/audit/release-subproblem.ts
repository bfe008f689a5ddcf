import { type FeasiblePoint, fractionsOf, TINY } from '../linear/integer-points.ts'
import type { LinearProblem, LinearRow, Term } from '../linear/linear-problem.ts'
import type { Model, Solver } from '../linear/solver.ts'
import type { Assumption } from './solution-pool.ts'

/** How often a solution with fractions is pinned further to integers before it is given up. */
const PINS = 3

/** The part of a problem that is solved: the variables of one release, and all rows that have one of them. */
type Part = { readonly variables: readonly number[]; readonly rows: readonly number[] }

/** A row, its terms in the variables of this release, and those in others. */
type Split = { readonly row: LinearRow; readonly own: readonly Term[]; readonly others: Int32Array; readonly factors: Float64Array }

/**
 * The single-release subproblem: the counts of one release (or all offsets), while every other variable stays as it is at a point.
 * However long a history is, it is as small as one release. Its model is loaded once and only its bounds change.
 */
export class ReleaseSubproblem {
  readonly #model: Model
  readonly #variables: readonly number[]
  readonly #columns: ReadonlyMap<number, number>
  /** Rows with one variable of this release bound it. */
  readonly #bounding: readonly Split[]
  /** Rows whose room depends on other releases. */
  readonly #coupled: readonly (Split & { readonly at: number })[]
  readonly #own: { readonly low: Float64Array; readonly high: Float64Array }
  /** The bounds that the model was given last: most of them are the same the next time. */
  readonly #told: { readonly low: Float64Array; readonly high: Float64Array; readonly rest: Float64Array }

  constructor(solver: Solver, problem: LinearProblem, { variables, rows }: Part) {
    this.#variables = variables
    const columns = new Map(variables.map((variable, column) => [variable, column]))
    this.#columns = columns
    const splits = rows.flatMap((at) => {
      const row = problem.rows[at]
      return row ? [split(row, columns)] : []
    })
    const inside = splits.filter(({ own }) => own.length > 1)
    this.#bounding = splits.filter(({ own }) => own.length === 1)
    this.#coupled = inside.flatMap((each, at) => (each.others.length > 0 ? [{ ...each, at }] : []))
    const bounds = variables.map((variable) => problem.variables[variable] ?? { low: 0, high: 0 })
    const [low, high] = [Float64Array.from(bounds, (each) => each.low), Float64Array.from(bounds, (each) => each.high)]
    this.#own = { low, high }
    this.#told = { low: low.slice(), high: high.slice(), rest: new Float64Array(this.#coupled.length) }
    this.#model = solver.open({ variables: bounds, rows: inside.map(({ row, own }) => ({ low: row.low, high: row.high, terms: own })) })
  }

  /**
   * Moves the point as far in these directions (1, -1 or 0, by variable of the whole problem) as the release alone can go, and
   * keeps to the assumption. Leaves the point as it is where no integer solution is found.
   */
  push(point: FeasiblePoint, directions: Int8Array, assumption?: Assumption): void {
    const sum = this.#variables.flatMap((variable, column): Term[] => {
      const direction = directions[variable] ?? 0
      return direction === 0 ? [] : [[column, -direction]]
    })
    if (sum.length === 0) return
    this.#holdOthers(point, assumption)
    for (let step = 0; step <= PINS; step++) {
      const found = this.#model.minimise(sum)
      if (!found) return
      const fractions = fractionsOf(found.values)
      if (fractions.length === 0) {
        this.#variables.forEach((variable, column) => {
          point[variable] = Math.round(found.values[column] ?? 0)
        })
        return
      }
      for (const column of fractions) {
        const whole = Math.round(found.values[column] ?? 0)
        this.#bind(column, whole, whole)
      }
    }
  }

  close(): void {
    this.#model.close()
  }

  /** Tells the model how much room the other variables leave. */
  #holdOthers(point: FeasiblePoint, assumption?: Assumption): void {
    const low = this.#own.low.slice()
    const high = this.#own.high.slice()
    for (const { row, own, others, factors } of this.#bounding) {
      const [column, by] = own[0] ?? [0, 1]
      const rest = restAt(point, others, factors)
      const ends = [(row.low - rest) / by, (row.high - rest) / by]
      low[column] = Math.max(low[column] ?? 0, Math.ceil(Math.min(...ends) - TINY))
      high[column] = Math.min(high[column] ?? 0, Math.floor(Math.max(...ends) + TINY))
    }
    const assumed = assumption ? this.#columns.get(assumption.variable) : undefined
    if (assumption && assumed !== undefined) {
      low[assumed] = Math.max(low[assumed] ?? 0, assumption.range.low)
      high[assumed] = Math.min(high[assumed] ?? 0, assumption.range.high)
    }
    for (let column = 0; column < low.length; column++) this.#bind(column, low[column] ?? 0, high[column] ?? 0)
    for (const [number, { row, others, factors, at }] of this.#coupled.entries()) {
      const rest = restAt(point, others, factors)
      if (this.#told.rest[number] === rest) continue
      this.#told.rest[number] = rest
      this.#model.bindRow(at, { low: row.low - rest, high: row.high - rest })
    }
  }

  #bind(column: number, low: number, high: number): void {
    const told = this.#told
    if (told.low[column] === low && told.high[column] === high) return
    told.low[column] = low
    told.high[column] = high
    this.#model.bind(column, { low, high })
  }
}

function split(row: LinearRow, columns: ReadonlyMap<number, number>): Split {
  const others = row.terms.filter(([variable]) => !columns.has(variable))
  const own = row.terms.flatMap(([variable, by]): Term[] => {
    const column = columns.get(variable)
    return column === undefined ? [] : [[column, by]]
  })
  return { row, own, others: Int32Array.from(others, ([variable]) => variable), factors: Float64Array.from(others, ([, by]) => by) }
}

function restAt(point: FeasiblePoint, others: Int32Array, factors: Float64Array): number {
  let rest = 0
  for (let at = 0; at < others.length; at++) rest += (factors[at] ?? 0) * (point[others[at] ?? 0] ?? 0)
  return rest
}
