import type { FeasiblePoint } from '../linear/integer-points.ts'
import type { LinearProblem } from '../linear/linear-problem.ts'
import type { Assumption } from './solution-pool.ts'

const NONE: readonly number[] = []

/**
 * A local move: a few counts change together, as many times over as every bound and row allows. A local search evaluates many
 * moves and applies the best. It works in arrays that are made once: millions of moves are evaluated for one that is applied.
 *
 *     move.startFrom(known, point)     // point is a copy of known, and is changed by what follows
 *     move.begin(); move.add(3, 1); move.add(4, -1)
 *     move.evaluate(gains, undefined)  // 7: this move can be made 7 times, and gains 1 each time
 *     move.apply()                     // 7: point[3] is 7 more, point[4] 7 less
 */
export class LocalMove {
  readonly #problem: LinearProblem
  readonly #sumsWith: readonly (readonly number[])[]
  /** The rows of each variable, end to end. */
  readonly #starts: Int32Array
  readonly #rows: Int32Array
  readonly #factors: Float64Array
  readonly #low: Float64Array
  readonly #high: Float64Array
  readonly #rowLow: Float64Array
  readonly #rowHigh: Float64Array
  readonly #change: Int32Array
  readonly #rowChange: Float64Array
  readonly #knownTotals = new WeakMap<FeasiblePoint, Float64Array>()
  readonly #changed: number[] = []
  readonly #touched: number[] = []
  #point: FeasiblePoint = new Int32Array()
  #totals = new Float64Array()
  #best: { readonly changes: readonly (readonly [variable: number, by: number])[]; readonly gain: number } | undefined

  /** `sumsWith`: which counts change with each. */
  constructor(problem: LinearProblem, sumsWith: ReadonlyMap<number, readonly number[]>) {
    this.#problem = problem
    this.#sumsWith = problem.variables.map((_, variable) => sumsWith.get(variable) ?? NONE)
    const rowsOf: [row: number, factor: number][][] = problem.variables.map(() => [])
    problem.rows.forEach(({ terms }, row) => {
      for (const [variable, by] of terms) rowsOf[variable]?.push([row, by])
    })
    this.#starts = new Int32Array(rowsOf.length + 1)
    rowsOf.forEach((rows, variable) => {
      this.#starts[variable + 1] = (this.#starts[variable] ?? 0) + rows.length
    })
    const flat = rowsOf.flat()
    this.#rows = Int32Array.from(flat, ([row]) => row)
    this.#factors = Float64Array.from(flat, ([, factor]) => factor)
    this.#low = Float64Array.from(problem.variables, ({ low }) => low)
    this.#high = Float64Array.from(problem.variables, ({ high }) => high)
    this.#rowLow = Float64Array.from(problem.rows, ({ low }) => low)
    this.#rowHigh = Float64Array.from(problem.rows, ({ high }) => high)
    this.#change = new Int32Array(problem.variables.length)
    this.#rowChange = new Float64Array(problem.rows.length)
  }

  /** Moves change `point`, a copy of `from`. Searches start from the same few points again and again, so their totals are kept. */
  startFrom(from: FeasiblePoint, point: FeasiblePoint): void {
    const known = this.#knownTotals.get(from) ?? this.#totalsOf(from)
    this.#knownTotals.set(from, known)
    this.#point = point
    this.#totals = known.slice()
    this.#best = undefined
  }

  /** Begins another move. */
  begin(): void {
    for (const variable of this.#changed) this.#change[variable] = 0
    this.#changed.length = 0
  }

  /** Adds a change of one variable to the move. */
  add(variable: number, by: number): void {
    this.#shift(variable, by)
    for (const sum of this.#sumsWith[variable] ?? NONE) this.#shift(sum, by)
  }

  #shift(variable: number, by: number): void {
    if (this.#change[variable] === 0 && !this.#changed.includes(variable)) this.#changed.push(variable)
    this.#change[variable] = (this.#change[variable] ?? 0) + by
  }

  /** The gain of the move, made as often as possible; the move is remembered when no move before it gains as much. */
  evaluate(gains: ReadonlyMap<number, number>, assumption: Assumption | undefined): number {
    let gain = 0
    for (const [variable, by] of gains) gain += by * (this.#change[variable] ?? 0)
    if (gain <= 0) return 0
    const times = this.#times(assumption)
    const gained = times * gain
    if (gained > (this.#best?.gain ?? 0)) {
      this.#best = { gain: gained, changes: this.#changed.map((variable) => [variable, (this.#change[variable] ?? 0) * times]) }
    }
    return gained
  }

  /** Applies the best move that was evaluated and forgets it; gives what it gained, 0 when there was none. */
  apply(): number {
    const { changes = [], gain = 0 } = this.#best ?? {}
    for (const [variable, by] of changes) {
      this.#point[variable] = (this.#point[variable] ?? 0) + by
      for (let at = this.#starts[variable] ?? 0; at < (this.#starts[variable + 1] ?? 0); at++) {
        const row = this.#rows[at] ?? 0
        this.#totals[row] = (this.#totals[row] ?? 0) + by * (this.#factors[at] ?? 0)
      }
    }
    this.#best = undefined
    return gain
  }

  #times(assumption: Assumption | undefined): number {
    let times = Number.POSITIVE_INFINITY
    for (const variable of this.#changed) {
      const by = this.#change[variable] ?? 0
      if (by === 0) continue
      const value = this.#point[variable] ?? 0
      times = Math.min(times, room(this.#low[variable] ?? 0, this.#high[variable] ?? 0, value, by))
      if (assumption?.variable === variable) times = Math.min(times, room(assumption.range.low, assumption.range.high, value, by))
      if (times <= 0) return 0
    }
    return this.#timesInRows(times)
  }

  #timesInRows(most: number): number {
    for (const variable of this.#changed) {
      const by = this.#change[variable] ?? 0
      for (let at = this.#starts[variable] ?? 0; at < (this.#starts[variable + 1] ?? 0); at++) {
        const row = this.#rows[at] ?? 0
        this.#touched.push(row)
        this.#rowChange[row] = (this.#rowChange[row] ?? 0) + by * (this.#factors[at] ?? 0)
      }
    }
    let times = most
    for (const row of this.#touched) {
      const by = this.#rowChange[row] ?? 0
      if (by === 0) continue
      if (times > 0) times = Math.min(times, room(this.#rowLow[row] ?? 0, this.#rowHigh[row] ?? 0, this.#totals[row] ?? 0, by))
      this.#rowChange[row] = 0
    }
    this.#touched.length = 0
    return Number.isFinite(times) ? Math.max(0, times) : 0
  }

  #totalsOf(point: FeasiblePoint): Float64Array {
    return Float64Array.from(this.#problem.rows, ({ terms }) => {
      let total = 0
      for (const [variable, by] of terms) total += by * (point[variable] ?? 0)
      return total
    })
  }
}

function room(low: number, high: number, value: number, by: number): number {
  return Math.floor(by > 0 ? (high - value) / by : (value - low) / -by)
}
