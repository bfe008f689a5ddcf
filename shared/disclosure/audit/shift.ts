import { type LinearProblem, mergeTerms, type Range, type Row, type Term } from '../linear/problem.ts'
import type { Model, Solver } from '../linear/solver.ts'
import { fractionsOf, negated, TINY } from './solutions.ts'
import type { When, World } from './world.ts'

/** Which count each variable of a problem is, and at which snapshot; an offset has no snapshot, and -1 stands there. */
export type Standing = { readonly labels: Int32Array; readonly times: Int32Array }

/** Snapshots in which counts change alike: the number of a piece for each snapshot; in those without (-1) nothing changes. */
export type Pieces = Int32Array

/** How often a change with fractions is pinned further to whole numbers before it is given up. */
const PINS = 3

/**
 * Worlds near one world: every count changes by the same number in all snapshots of a piece, and offsets change once. However
 * long a history is, that is a problem of a few releases, and every answer to it is a world of the whole history. Like a walk it
 * finds what is possible and never proves that something is not.
 */
export class Shift {
  readonly #model: Model
  readonly #world: World
  readonly #columns: Int32Array
  readonly #bounds: readonly Range[]

  constructor(solver: Solver, problem: LinearProblem, { labels, times }: Standing, world: World, pieces: Pieces) {
    this.#world = world
    const columnOf = new Map<string, number>()
    const bounds: { low: number; high: number }[] = []
    this.#columns = labels.map((label, variable) => {
      const time = times[variable] ?? -1
      const piece = time < 0 ? 0 : (pieces[time] ?? -1)
      if (piece < 0) return -1
      const name = `${label} ${piece}`
      const column = columnOf.get(name) ?? bounds.push({ low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }) - 1
      columnOf.set(name, column)
      const { low, high } = problem.variables[variable] ?? { low: 0, high: 0 }
      const value = world[variable] ?? 0
      narrow(bounds[column], { low: low - value, high: high - value })
      return column
    })
    this.#bounds = bounds
    const rows = rowsOfChange(problem.rows, world, this.#columns, bounds)
    this.#model = solver.open({ variables: bounds, rows })
  }

  /** The world furthest along a sum; undefined when none is found that goes further than this one, or none where `when` holds. */
  push(sum: readonly Term[], when?: When): World | undefined {
    const terms = sum.flatMap(([variable, by]): Term[] => {
      const column = this.#columns[variable] ?? -1
      return column < 0 ? [] : [[column, by]]
    })
    if (terms.length === 0) return undefined
    const bound = this.#boundFor(when)
    if (bound === 'never') return undefined
    if (!bound) return this.#whole(negated(sorted(terms)), new Map())
    return this.#whole(negated(sorted(terms)), new Map([bound]))
  }

  close(): void {
    this.#model.close()
  }

  #boundFor(when: When | undefined): readonly [column: number, range: Range] | 'never' | undefined {
    if (!when) return undefined
    const value = this.#world[when.variable] ?? 0
    const wanted = { low: when.range.low - value, high: when.range.high - value }
    const column = this.#columns[when.variable] ?? -1
    if (column < 0) return wanted.low <= 0 && wanted.high >= 0 ? undefined : 'never'
    const own = this.#bounds[column]
    const range = { low: Math.max(wanted.low, own?.low ?? 0), high: Math.min(wanted.high, own?.high ?? 0) }
    return range.low > range.high ? 'never' : [column, range]
  }

  /** Solves, and pins what is not whole to whole numbers a few at a time. */
  #whole(sum: readonly Term[], bound: Map<number, Range>): World | undefined {
    for (const [column, range] of bound) this.#model.bind(column, range)
    try {
      for (let step = 0; step <= PINS; step++) {
        const found = this.#model.minimise(sum)
        // Nothing is gained but with `when`, which may not hold where this began.
        if (!found) return undefined
        const fractions = fractionsOf(found.values, new Set())
        if (fractions.length === 0) return this.#moved(found.values)
        for (const column of fractions) {
          const whole = Math.round(found.values[column] ?? 0)
          bound.set(column, { low: whole, high: whole })
          this.#model.bind(column, { low: whole, high: whole })
        }
      }
      return undefined
    } finally {
      for (const column of bound.keys()) {
        const own = this.#bounds[column]
        if (own) this.#model.bind(column, own)
      }
    }
  }

  #moved(change: Float64Array): World {
    return this.#world.map((value, variable) => {
      const column = this.#columns[variable] ?? -1
      return column < 0 ? value : value + Math.round(change[column] ?? 0)
    })
  }
}

/** What the rows leave of room for change: those of one count narrow its bounds, and those that say the same are one. */
function rowsOfChange(rows: readonly Row[], world: World, columns: Int32Array, bounds: { low: number; high: number }[]): readonly Row[] {
  const found = new Map<string, { terms: readonly Term[]; low: number; high: number }>()
  for (const { terms, low, high } of rows) {
    const changing = sorted(
      terms.flatMap(([variable, by]): Term[] => {
        const column = columns[variable] ?? -1
        return column < 0 ? [] : [[column, by]]
      }),
    )
    const [first] = changing
    if (!first) continue
    let value = 0
    for (const [variable, by] of terms) value += by * (world[variable] ?? 0)
    const room = { low: low - value, high: high - value }
    if (changing.length === 1) {
      narrow(bounds[first[0]], first[1] > 0 ? over(room, first[1]) : over({ low: room.high, high: room.low }, first[1]))
      continue
    }
    const name = changing.map(([column, by]) => `${column}*${by}`).join('+')
    const known = found.get(name)
    if (known) narrow(known, room)
    else found.set(name, { terms: changing, ...room })
  }
  return [...found.values()]
}

function over({ low, high }: Range, by: number): Range {
  return { low: Math.ceil(low / by - TINY), high: Math.floor(high / by + TINY) }
}

function narrow(range: { low: number; high: number } | undefined, { low, high }: Range): void {
  if (!range) return
  range.low = Math.max(range.low, low)
  range.high = Math.min(range.high, high)
}

/** Sorted, so that equal sums have one form. */
function sorted(terms: readonly Term[]): readonly Term[] {
  return mergeTerms(terms).sort(([a], [b]) => a - b)
}
