import type { LinearProblem, Range, Term } from '../linear/problem.ts'
import type { Model, Solver } from '../linear/solver.ts'
import { fractionsOf, TINY } from './solutions.ts'
import type { When, World } from './world.ts'

/** How often an answer with fractions is pinned further to whole numbers before it is given up. */
const PINS = 3

type Entry = { readonly terms: readonly Term[]; readonly others: readonly Term[]; readonly range: Range }

/** The counts of one snapshot, where all others stay as they are: a small problem, however long the history is. */
export class Moment {
  readonly #model: Model
  readonly #variables: readonly number[]
  readonly #own: readonly Range[]
  readonly #columns: ReadonlyMap<number, number>
  /** Rows of one count of this snapshot bound it. */
  readonly #bounding: readonly Entry[]
  readonly #rows: readonly Entry[]
  /** What the solver was told last: most of it is the same the next time. */
  readonly #bound: Range[]
  readonly #boundRows: Range[]

  /** `rows`: all that have a variable of this snapshot. */
  constructor(solver: Solver, problem: LinearProblem, variables: readonly number[], rows: readonly number[]) {
    this.#variables = variables
    this.#own = variables.map((variable) => problem.variables[variable] ?? { low: 0, high: 0 })
    const columns = new Map(variables.map((variable, column) => [variable, column]))
    this.#columns = columns
    const entries = rows.flatMap((at): Entry[] => {
      const row = problem.rows[at]
      if (!row) return []
      const terms = row.terms.flatMap(([variable, by]): Term[] => {
        const column = columns.get(variable)
        return column === undefined ? [] : [[column, by]]
      })
      return [{ terms, others: row.terms.filter(([variable]) => !columns.has(variable)), range: row }]
    })
    this.#bounding = entries.filter(({ terms }) => terms.length === 1)
    this.#rows = entries.filter(({ terms }) => terms.length > 1)
    this.#bound = [...this.#own]
    this.#boundRows = this.#rows.map(({ range }) => range)
    this.#model = solver.open({ variables: this.#own, rows: this.#rows.map(({ terms, range }) => ({ ...range, terms })) })
  }

  /** Changes a world so that what is weighed is as large as it can be; leaves it as it is where no whole numbers are found. */
  push(world: World, weights: Int8Array, when?: When): void {
    const sum = this.#variables.flatMap((variable, column): Term[] => {
      const weight = weights[variable] ?? 0
      return weight === 0 ? [] : [[column, -weight]]
    })
    if (sum.length === 0) return
    this.#hold(world, when)
    for (let step = 0; step <= PINS; step++) {
      const found = this.#model.minimise(sum)
      if (!found) return
      const fractions = fractionsOf(found.values, new Set())
      if (fractions.length === 0) {
        this.#variables.forEach((variable, column) => {
          world[variable] = Math.round(found.values[column] ?? 0)
        })
        return
      }
      for (const column of fractions) {
        const whole = Math.round(found.values[column] ?? 0)
        this.#bind(column, { low: whole, high: whole })
      }
    }
  }

  close(): void {
    this.#model.close()
  }

  #hold(world: World, when: When | undefined): void {
    const bounds = this.#own.map(({ low, high }) => ({ low, high }))
    for (const { terms, others, range } of this.#bounding) {
      const [column, by] = terms[0] ?? [0, 1]
      const { low, high } = left(range, others, world)
      narrow(bounds[column], by > 0 ? { low: low / by, high: high / by } : { low: high / by, high: low / by })
    }
    if (when) narrow(bounds[this.#columns.get(when.variable) ?? -1], when.range)
    bounds.forEach((bound, column) => {
      this.#bind(column, bound)
    })
    this.#rows.forEach(({ range, others }, row) => {
      if (others.length === 0) return
      const now = left(range, others, world)
      if (isSame(this.#boundRows[row], now)) return
      this.#boundRows[row] = now
      this.#model.bindRow(row, now)
    })
  }

  #bind(column: number, range: Range): void {
    if (isSame(this.#bound[column], range)) return
    this.#bound[column] = range
    this.#model.bind(column, range)
  }
}

function isSame(a: Range | undefined, b: Range): boolean {
  return a?.low === b.low && a.high === b.high
}

function left({ low, high }: Range, others: readonly Term[], world: World): Range {
  let value = 0
  for (const [variable, by] of others) value += by * (world[variable] ?? 0)
  return { low: low - value, high: high - value }
}

function narrow(range: { low: number; high: number } | undefined, { low, high }: Range): void {
  if (!range) return
  range.low = Math.max(range.low, Math.ceil(low - TINY))
  range.high = Math.min(range.high, Math.floor(high + TINY))
}
