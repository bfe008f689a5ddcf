import { type FeasiblePoint, type FlatSums, flatSums, flatValueAt, fractionsOf, TINY } from '../linear/integer-points.ts'
import type { LinearProblem, LinearRow, Term } from '../linear/linear-problem.ts'
import type { Model, Solver } from '../linear/solver.ts'
import type { Assumption } from './solution-pool.ts'

/** The number of times that a solution with fractions is pinned further to integers before it is given up. */
const PINS = 3

/** The part of a problem that is solved: the variables of one release, and all rows that have one of them. */
type Part = { readonly variables: readonly number[]; readonly rows: readonly number[] }

/** A row, its terms in the variables of this release, and those in others. */
type Split = { readonly row: LinearRow; readonly own: readonly Term[]; readonly others: readonly Term[] }

/** Rows with one variable of this release, as arrays of numbers, for they are looked at before each solve. */
type BoundingRows = {
  /** The column of the variable in the model, and what it is multiplied by. */
  readonly columns: Int32Array
  readonly factors: Float64Array
  readonly others: FlatSums
  readonly low: Float64Array
  readonly high: Float64Array
}

/**
 * The single-release subproblem: the counts of one release (or all offsets), while every other variable stays as it is at a point.
 * However long a history is, it is as small as one release. Its model is loaded once and only its bounds change. A row that ties several
 * counts of the release to other releases is left out: the audit states none, and the pool checks each point.
 */
export class ReleaseSubproblem {
  readonly #model: Model
  readonly #variables: readonly number[]
  readonly #columns: ReadonlyMap<number, number>
  readonly #bounding: BoundingRows
  readonly #own: { readonly low: Float64Array; readonly high: Float64Array }
  readonly #low: Float64Array
  readonly #high: Float64Array
  /** The bounds that the model was given last: most of them are the same the next time. */
  readonly #told: { readonly low: Float64Array; readonly high: Float64Array }

  constructor(solver: Solver, problem: LinearProblem, { variables, rows }: Part) {
    this.#variables = variables
    const columns = new Map(variables.map((variable, column) => [variable, column]))
    this.#columns = columns
    const splits = rows.flatMap((at) => {
      const row = problem.rows[at]
      return row ? [split(row, columns)] : []
    })
    const inside = splits.filter(({ own, others }) => own.length > 1 && others.length === 0)
    this.#bounding = boundingRows(splits.filter(({ own }) => own.length === 1))
    const bounds = variables.map((variable) => problem.variables[variable] ?? { low: 0, high: 0 })
    const [low, high] = [Float64Array.from(bounds, (each) => each.low), Float64Array.from(bounds, (each) => each.high)]
    this.#own = { low, high }
    this.#low = low.slice()
    this.#high = high.slice()
    this.#told = { low: low.slice(), high: high.slice() }
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
    if (this.#isFarthest(point, sum)) return
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

  /** Whether every count that is pushed is at its bound: a quarter of all linear programs of a push would find nothing. */
  #isFarthest(point: FeasiblePoint, sum: readonly Term[]): boolean {
    return sum.every(([column, by]) => {
      const value = point[this.#variables[column] ?? 0] ?? 0
      return value === (by > 0 ? this.#low[column] : this.#high[column])
    })
  }

  /** Tells the model how much room the other variables leave. */
  #holdOthers(point: FeasiblePoint, assumption?: Assumption): void {
    const [low, high] = [this.#low, this.#high]
    low.set(this.#own.low)
    high.set(this.#own.high)
    const bounding = this.#bounding
    for (const [row, column] of bounding.columns.entries()) {
      const by = bounding.factors[row] ?? 1
      const rest = flatValueAt(point, bounding.others, row)
      const first = ((bounding.low[row] ?? 0) - rest) / by
      const second = ((bounding.high[row] ?? 0) - rest) / by
      const [least, most] = by > 0 ? [first, second] : [second, first]
      low[column] = Math.max(low[column] ?? 0, Math.ceil(least - TINY))
      high[column] = Math.min(high[column] ?? 0, Math.floor(most + TINY))
    }
    const assumed = assumption ? this.#columns.get(assumption.variable) : undefined
    if (assumption && assumed !== undefined) {
      low[assumed] = Math.max(low[assumed] ?? 0, assumption.range.low)
      high[assumed] = Math.min(high[assumed] ?? 0, assumption.range.high)
    }
    for (let column = 0; column < low.length; column++) this.#bind(column, low[column] ?? 0, high[column] ?? 0)
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
  return { row, own, others }
}

function boundingRows(splits: readonly Split[]): BoundingRows {
  return {
    columns: Int32Array.from(splits, ({ own }) => own[0]?.[0] ?? 0),
    factors: Float64Array.from(splits, ({ own }) => own[0]?.[1] ?? 1),
    others: flatSums(splits.map(({ others }) => others)),
    low: Float64Array.from(splits, ({ row }) => row.low),
    high: Float64Array.from(splits, ({ row }) => row.high),
  }
}
