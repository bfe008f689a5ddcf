import type { LinearProblem, Range, Term } from '../linear/problem.ts'
import type { When, World } from './world.ts'

/**
 * The counts of a question's slices at one snapshot, by answer, as variables. People can be moved about in it: from one
 * answer to another within a slice, and back again in another slice, so that all sums stay as they are.
 */
export type Grid = {
  /** An answer takes the place of another one; otherwise (several may be chosen) it comes and goes alone. */
  readonly isOne: boolean
  /** A cell is absent where by definition nobody is in it. */
  readonly slices: readonly { readonly key: string; readonly by: string | undefined; readonly cells: Cells }[]
}

type Cells = readonly (number | undefined)[]

/** Where a variable stands: in which grid, slice and answer. */
type Place = { readonly grid: number; readonly key: string; readonly by: string | undefined; readonly at: number }

type Move = { readonly terms: readonly Term[]; readonly rows: readonly Term[] }

type Step = { readonly move: Move; readonly times: number; readonly gain: number }

const MOST_STEPS = 12

/** Moves in one release are tried first, then from or up to a release, then in any releases in a row: each a few times as many as before. */
const TIERS = [0, 1, 2] as const
type Tier = (typeof TIERS)[number]

function tierOf(from: number, to: number, last: number): Tier {
  if (from === to) return 0
  return from === 0 || to === last ? 1 : 2
}

/**
 * Goes from world to world by moving people, without solving anything. It finds what is possible and never proves that
 * something is not: thousands of times cheaper than a linear program, and nearly always enough.
 */
export class Walk {
  readonly #problem: LinearProblem
  readonly #rowsOf: readonly Term[][]
  readonly #grids: readonly Grid[]
  readonly #places: ReadonlyMap<number, readonly Place[]>
  readonly #known = new WeakMap<World, Float64Array>()
  readonly #moves = new Map<number, readonly Move[]>()

  /** `grids` in the order of time. */
  constructor(problem: LinearProblem, grids: readonly Grid[]) {
    this.#problem = problem
    this.#grids = grids
    const rowsOf: Term[][] = problem.variables.map(() => [])
    problem.rows.forEach(({ terms }, row) => {
      for (const [variable, by] of terms) rowsOf[variable]?.push([row, by])
    })
    this.#rowsOf = rowsOf
    const places = new Map<number, Place[]>()
    grids.forEach(({ slices }, grid) => {
      for (const { key, by, cells } of slices) {
        cells.forEach((variable, at) => {
          if (variable !== undefined) places.set(variable, [...(places.get(variable) ?? []), { grid, key, by, at }])
        })
      }
    })
    this.#places = places
  }

  /** A world in which a sum is larger than in this one, as far as steps that each make it larger lead. */
  climb(
    from: World,
    sum: readonly Term[],
    isEnough: (value: number) => boolean,
    bounds?: { readonly variable: number; readonly range: Range },
  ): World {
    const world = Int32Array.from(from)
    const totals = this.#totals(from)
    const gains = new Map(sum)
    let value = sum.reduce((total, [variable, by]) => total + by * (world[variable] ?? 0), 0)
    for (let step = 0; step < MOST_STEPS && !isEnough(value); step++) {
      const best = TIERS.reduce<Step | undefined>(
        (found, tier) => found ?? this.#bestStep(world, totals, sum, gains, tier, bounds),
        undefined,
      )
      if (!best) break
      for (const [variable, by] of best.move.terms) world[variable] = (world[variable] ?? 0) + by * best.times
      for (const [row, by] of best.move.rows) totals[row] = (totals[row] ?? 0) + by * best.times
      value += best.gain
    }
    return world
  }

  #bestStep(
    world: World,
    totals: Float64Array,
    sum: readonly Term[],
    gains: ReadonlyMap<number, number>,
    tier: Tier,
    bounds: When | undefined,
  ): Step | undefined {
    let best: Step | undefined
    for (const [variable] of sum) {
      for (const move of this.#movesOf(variable, tier)) {
        let gain = 0
        for (const [each, by] of move.terms) gain += by * (gains.get(each) ?? 0)
        if (gain === 0) continue
        const times = this.#room(world, totals, move, gain > 0 ? 1 : -1, bounds)
        if (times > 0 && times * Math.abs(gain) > (best?.gain ?? 0)) {
          best = { move, times: gain > 0 ? times : -times, gain: times * Math.abs(gain) }
        }
      }
    }
    return best
  }

  /** Of each row. Walks begin from the same few worlds again and again. */
  #totals(world: World): Float64Array {
    const known = this.#known.get(world)
    if (known) return Float64Array.from(known)
    const made = this.#totalsOf(world)
    this.#known.set(world, made)
    return Float64Array.from(made)
  }

  #totalsOf(world: World): Float64Array {
    return Float64Array.from(this.#problem.rows, ({ terms }) => {
      let total = 0
      for (const [variable, by] of terms) total += by * (world[variable] ?? 0)
      return total
    })
  }

  /** How often a move can be made in a direction before a bound is met. */
  #room(world: World, totals: Float64Array, { terms, rows }: Move, direction: 1 | -1, bounds: When | undefined): number {
    let times = Number.POSITIVE_INFINITY
    for (const [variable, by] of terms) {
      const own = this.#problem.variables[variable]
      if (own) times = Math.min(times, roomIn(own, world[variable] ?? 0, by * direction))
      if (bounds?.variable === variable) times = Math.min(times, roomIn(bounds.range, world[variable] ?? 0, by * direction))
      if (times <= 0) return 0
    }
    for (const [row, by] of rows) {
      const own = this.#problem.rows[row]
      if (own) times = Math.min(times, roomIn(own, totals[row] ?? 0, by * direction))
      if (times <= 0) return 0
    }
    return Number.isFinite(times) ? times : 0
  }

  #movesOf(variable: number, tier: Tier): readonly Move[] {
    const name = variable * TIERS.length + tier
    const known = this.#moves.get(name)
    if (known) return known
    const made = (this.#places.get(variable) ?? []).flatMap((place) =>
      this.#spansAround(place.grid, tier).flatMap((span) => this.#movesIn(span, place)),
    )
    this.#moves.set(name, made)
    return made
  }

  /** Releases in a row: where nobody leaves, whoever gave an answer gave it in all later ones. */
  #spansAround(grid: number, tier: Tier): readonly (readonly Grid[])[] {
    const last = this.#grids.length - 1
    const spans: readonly (readonly [from: number, to: number])[] = this.#grids.flatMap((_, from) =>
      this.#grids.flatMap((_, to) => (from <= grid && to >= grid ? [[from, to] as const] : [])),
    )
    return spans.filter(([from, to]) => tierOf(from, to, last) === tier).map(([from, to]) => this.#grids.slice(from, to + 1))
  }

  #movesIn(span: readonly Grid[], { key, by, at }: Place): Move[] {
    const first = span[0]
    if (!first) return []
    const beside = [...new Map(span.flatMap(({ slices }) => slices.map((slice) => [slice.key, slice.by] as const)))].filter(
      ([other, otherBy]) => other !== key && (otherBy === by || otherBy === undefined),
    )
    const swaps = first.isOne ? (first.slices[0]?.cells ?? []).map((_, other) => other).filter((other) => other !== at) : [undefined]
    return swaps.flatMap((other) => {
      const swap = (slice: string, sign: number): Term[] =>
        span.flatMap(({ slices }) => swapIn(slices.find((each) => each.key === slice)?.cells ?? [], at, other, sign))
      const own = swap(key, 1)
      return [this.#move(own), ...beside.map(([slice, otherBy]) => this.#move([...own, ...swap(slice, otherBy === by ? -1 : 1)]))]
    })
  }

  #move(terms: readonly Term[]): Move {
    const merged = netOf(terms)
    return {
      terms: merged,
      rows: netOf(merged.flatMap(([variable, by]) => (this.#rowsOf[variable] ?? []).map(([row, of]): Term => [row, of * by]))),
    }
  }
}

function swapIn(cells: Cells, at: number, other: number | undefined, sign: number): Term[] {
  const [one, two] = [cells[at], other === undefined ? undefined : cells[other]]
  return [...(one === undefined ? [] : [[one, sign] as const]), ...(two === undefined ? [] : [[two, -sign] as const])]
}

function roomIn({ low, high }: Range, value: number, by: number): number {
  return Math.floor(by > 0 ? (high - value) / by : (value - low) / -by)
}

function netOf(terms: readonly Term[]): readonly Term[] {
  const sums = new Map<number, number>()
  for (const [variable, by] of terms) sums.set(variable, (sums.get(variable) ?? 0) + by)
  return [...sums].filter(([, by]) => by !== 0)
}
