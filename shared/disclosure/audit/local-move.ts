import type { LinearProblem } from '../linear/problem.ts'
import type { When, World } from './world.ts'

/**
 * One step of a walk: a few counts change together, as often as every bound allows. Works in arrays that are made once:
 * millions of steps are weighed for one that is taken.
 */
export class Step {
  readonly #problem: LinearProblem
  /** Rows of each variable, end to end. */
  readonly #starts: Int32Array
  readonly #rows: Int32Array
  readonly #factors: Float64Array
  readonly #low: Float64Array
  readonly #high: Float64Array
  readonly #rowLow: Float64Array
  readonly #rowHigh: Float64Array
  readonly #change: Int32Array
  readonly #rowChange: Float64Array
  readonly #known = new WeakMap<World, Float64Array>()
  #world: World = new Int32Array()
  #totals = new Float64Array()
  #changed: number[] = []
  #touched: number[] = []
  #best: { readonly changes: readonly (readonly [variable: number, by: number])[]; readonly gain: number } | undefined

  constructor(problem: LinearProblem) {
    this.#problem = problem
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

  /** `world`, which steps will change, is a copy of `from`: walks begin in the same few worlds again and again. */
  stand(from: World, world: World): void {
    const known = this.#known.get(from) ?? this.#totalsOf(from)
    this.#known.set(from, known)
    this.#world = world
    this.#totals = Float64Array.from(known)
  }

  forget(): void {
    this.#best = undefined
  }

  begin(): void {
    for (const variable of this.#changed) this.#change[variable] = 0
    this.#changed = []
  }

  add(variable: number, by: number): void {
    if (this.#change[variable] === 0 && !this.#changed.includes(variable)) this.#changed.push(variable)
    this.#change[variable] = (this.#change[variable] ?? 0) + by
  }

  /** How much the changes gain, made as often as possible; keeps them when nothing was better. */
  weigh(gains: ReadonlyMap<number, number>, when: When | undefined): number {
    let gain = 0
    for (const [variable, by] of gains) gain += by * (this.#change[variable] ?? 0)
    if (gain <= 0) return 0
    const times = this.#times(when)
    const gained = times * gain
    if (gained > (this.#best?.gain ?? 0)) {
      this.#best = { gain: gained, changes: this.#changed.map((variable) => [variable, (this.#change[variable] ?? 0) * times]) }
    }
    return gained
  }

  /** Takes the best step that was weighed; gives what it gained. */
  take(): number {
    const { changes = [], gain = 0 } = this.#best ?? {}
    for (const [variable, by] of changes) {
      this.#world[variable] = (this.#world[variable] ?? 0) + by
      for (let at = this.#starts[variable] ?? 0; at < (this.#starts[variable + 1] ?? 0); at++) {
        const row = this.#rows[at] ?? 0
        this.#totals[row] = (this.#totals[row] ?? 0) + by * (this.#factors[at] ?? 0)
      }
    }
    this.#best = undefined
    return gain
  }

  #times(when: When | undefined): number {
    let times = Number.POSITIVE_INFINITY
    for (const variable of this.#changed) {
      const by = this.#change[variable] ?? 0
      if (by === 0) continue
      const value = this.#world[variable] ?? 0
      times = Math.min(times, room(this.#low[variable] ?? 0, this.#high[variable] ?? 0, value, by))
      if (when?.variable === variable) times = Math.min(times, room(when.range.low, when.range.high, value, by))
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

  #totalsOf(world: World): Float64Array {
    return Float64Array.from(this.#problem.rows, ({ terms }) => {
      let total = 0
      for (const [variable, by] of terms) total += by * (world[variable] ?? 0)
      return total
    })
  }
}

function room(low: number, high: number, value: number, by: number): number {
  return Math.floor(by > 0 ? (high - value) / by : (value - low) / -by)
}
