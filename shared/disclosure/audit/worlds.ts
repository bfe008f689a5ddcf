import type { LinearProblem, Range, Row, Term } from '../linear/problem.ts'
import { Infeasible, type OpenProblem, type Solver, wholeRange, withProblem } from '../linear/solver.ts'
import type { Standing } from './shift.ts'
import { Shifts } from './shifts.ts'
import { fractionsOf, negated, pushed, TINY } from './solutions.ts'
import type { Walk } from './walk.ts'
import { isIn, isWorld, valueIn, type When, type World } from './world.ts'

/** How often everything is pushed apart at once before anything else; each push is made in both directions. */
const PUSHES = 2

/** From how many known worlds a walk begins. */
const STARTS = 4

/** From how many known worlds counts are shifted. */
const BASES = 3

/** How many solutions are pinned to whole numbers before a search is made in whole numbers alone. */
const SEARCHES = 3

const NOTHING: Row = { terms: [], low: 0, high: 0 }

/** How often a solution with fractions is pinned further to whole numbers before it is given up. */
const PINS = 6

export type WorldsOf = {
  readonly problem: LinearProblem
  /** Offsets: with these whole, most solutions are. */
  readonly offsets: readonly number[]
  readonly walk: Walk
  readonly standing: Standing
}

/**
 * The worlds an attacker cannot tell apart: whole counts that satisfy all it knows. Every world that is found is kept,
 * since it shows for all sums at once how far they can go. A sum is walked towards its ends first, then shifted near known
 * worlds, solved for only where no two known worlds are far enough apart, and solved in whole numbers only where the linear
 * bounds leave it open. A world is checked before it counts, so "wide enough" is a proof, and so is "too narrow".
 */
export class Worlds {
  readonly #solver: Solver
  readonly #of: WorldsOf
  readonly #held: OpenProblem
  readonly #shifts: Shifts
  readonly #worlds: World[] = []
  /** What was proven never to hold. */
  readonly #never = new Set<string>()

  constructor(solver: Solver, of: WorldsOf) {
    this.#solver = solver
    this.#of = of
    this.#held = solver.open(of.problem)
    this.#shifts = new Shifts(solver, of.problem, of.standing)
  }

  get found(): readonly World[] {
    return this.#worlds
  }

  /** Looks for worlds far from each other in all of these variables, and for one in their midst. Throws Infeasible when there is none. */
  spreadOut(variables: readonly number[]): void {
    const sum = pushed(variables, 0)
    const ends = [sum, negated(sum)].map((each) => {
      this.#held.afresh()
      const found = this.#held.minimise(each)
      if (!found) throw new Infeasible()
      const end = Float64Array.from(found.values)
      this.#keep(this.#held, found.values, each)
      return end
    })
    this.#centre(ends, sum)
    if (this.#worlds.length === 0 && !this.#search(NOTHING)) throw new Infeasible()
    const pushes = Array.from({ length: PUSHES }, (_, at) => pushed(variables, at + 1)).flatMap((each) => [each, negated(each)])
    for (const world of this.#worlds.slice(0, BASES)) {
      for (const push of pushes) {
        const moved = this.#shifts.push(world, this.#shifts.whole, push)
        if (moved) this.#addWhole(moved)
      }
    }
  }

  /** Worlds beside the mean of the ends: from there, every way is open for a walk. */
  #centre(ends: readonly Float64Array[], sum: readonly Term[]): void {
    const { variables } = this.#of.problem
    variables.forEach((own, variable) => {
      const mean = ends.reduce((total, end) => total + (end[variable] ?? 0), 0) / ends.length
      const [low, high] = [Math.floor(mean + TINY), Math.ceil(mean - TINY)]
      this.#held.bind(variable, { low: Math.max(own.low, Math.min(low, high)), high: Math.min(own.high, Math.max(low, high)) })
    })
    const ordered = this.#worlds.splice(0)
    this.#held.afresh()
    const found = this.#held.minimise(sum)
    if (found) this.#add(found.values)
    this.#worlds.push(...ordered)
    variables.forEach((own, variable) => {
      this.#held.bind(variable, own)
    })
  }

  /**
   * The values a sum takes in worlds: exact ends, or, once `enough` of it are known to be possible, what is known.
   * Undefined when no world satisfies `when`.
   */
  range(sum: readonly Term[], enough: (range: Range) => boolean, when?: When): Range | undefined {
    const known = this.known(sum, when)
    if (known && enough(known)) return known
    if (when && this.#never.has(nameOf(when))) return undefined
    const walked = this.#walked(sum, enough, when)
    if (walked && enough(walked)) return walked
    const shifted = this.#shifted(sum, enough, when)
    if (shifted && enough(shifted)) return shifted
    return this.#with(this.#held, when, (held) => {
      const down = held.minimise(sum)
      const up = held.minimise(negated(sum))
      if (!down || !up) {
        if (when) this.#never.add(nameOf(when))
        return undefined
      }
      this.#keep(held, down.values, sum, when)
      this.#keep(held, up.values, negated(sum), when)
      const seen = this.known(sum, when)
      if (seen && enough(seen)) return seen
      const linear = wholeRange({ low: down.value, high: -up.value })
      // Worlds lie within the linear bounds: too narrow there is too narrow.
      return enough(linear) ? this.#exact(sum, enough, linear, when) : linear
    })
  }

  /** The values a sum takes in the worlds found so far. */
  known(sum: readonly Term[], when?: When): Range | undefined {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const world of this.#worlds) {
      if (when && !isIn(when.range, world[when.variable] ?? 0)) continue
      const value = valueIn(world, sum)
      if (value < low) low = value
      if (value > high) high = value
    }
    return low > high ? undefined : { low, high }
  }

  close(): void {
    this.#shifts.close()
    this.#held.close()
  }

  #walked(sum: readonly Term[], enough: (range: Range) => boolean, when?: When): Range | undefined {
    const { walk } = this.#of
    let known = this.known(sum, when)
    for (const start of this.#starts(when)) {
      const value = valueIn(start, sum)
      const { low, high } = known ?? { low: value, high: value }
      this.#addFurther(
        walk.climb(start, sum, (up) => enough({ low, high: up }), when),
        sum,
        when,
      )
      this.#addFurther(
        walk.climb(start, negated(sum), (down) => enough({ low: -down, high }), when),
        sum,
        when,
      )
      known = this.known(sum, when)
      if (known && enough(known)) return known
    }
    return known
  }

  #shifted(sum: readonly Term[], enough: (range: Range) => boolean, when?: When): Range | undefined {
    const [first, ...others] = this.#worlds.slice(0, BASES)
    if (!first) return undefined
    const wide = this.#shifts.wide(sum)
    const tries = [
      ...this.#shifts.near(sum).map((pieces) => ({ world: first, pieces })),
      ...[...new Set([first, ...others, ...this.#furthest(sum, when)])].map((world) => ({ world, pieces: wide })),
    ]
    for (const { world, pieces } of tries) {
      for (const towards of [sum, negated(sum)]) {
        const moved = this.#shifts.push(world, pieces, towards, when)
        if (moved) this.#addFurther(moved, sum, when)
      }
      const known = this.known(sum, when)
      if (known && enough(known)) return known
    }
    return this.known(sum, when)
  }

  /** The known worlds at both ends of a sum. */
  #furthest(sum: readonly Term[], when?: When): readonly World[] {
    const fitting = when ? this.#worlds.filter((world) => isIn(when.range, world[when.variable] ?? 0)) : this.#worlds
    const values = fitting.map((world) => valueIn(world, sum))
    const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity])
    return [fitting[values.indexOf(low ?? 0)], fitting[values.indexOf(high ?? 0)]].filter((world) => world !== undefined)
  }

  /** Keeps a world that shows more of a sum than was known of it. */
  #addFurther(world: World, sum: readonly Term[], when?: When): void {
    if (when && !isIn(when.range, world[when.variable] ?? 0)) return
    const known = this.known(sum, when)
    const value = valueIn(world, sum)
    if (!known || value < known.low || value > known.high) this.#addWhole(world)
  }

  /** Known worlds where `when` holds, or worlds near known ones. */
  #starts(when: When | undefined): readonly World[] {
    if (!when) return this.#worlds.slice(0, STARTS)
    const fitting = (world: World) => isIn(when.range, world[when.variable] ?? 0)
    const known = this.#worlds.filter(fitting).slice(0, STARTS)
    if (known.length > 0) return known
    const moved = this.#worlds
      .slice(0, STARTS)
      .map((world) => this.#of.walk.climb(world, [[when.variable, 1]], (value) => value >= when.range.low))
    return moved.filter(fitting)
  }

  /** Pushes each end further, by one or more at a time, until there is enough or it is proven that there is no more. */
  #exact(sum: readonly Term[], enough: (range: Range) => boolean, linear: Range, when?: When): Range | undefined {
    let known = this.known(sum, when)
    if (!known) {
      if (!this.#search({ terms: sum, ...linear }, when)) return undefined
      known = this.known(sum, when)
    }
    for (const up of [true, false]) {
      while (known && !enough(known)) {
        const beyond: Range = up ? { low: known.high + 1, high: linear.high } : { low: linear.low, high: known.low - 1 }
        if (beyond.low > beyond.high || !this.#search({ terms: sum, ...beyond }, when)) break
        known = this.known(sum, when)
      }
    }
    return known
  }

  /** Looks for a world where a sum lies in a range, by pinning solutions first, then in whole numbers: exact. */
  #search(row: Row, when?: When): boolean {
    const { problem, offsets } = this.#of
    const variables = problem.variables.map((own, at) => this.#boundOf(at, when) ?? own)
    const narrowed = { variables, rows: [...problem.rows, row] }
    return withProblem(this.#solver, narrowed, (held) => {
      for (let push = 0; push < SEARCHES; push++) {
        const sum = pushed(offsets, push + PUSHES)
        const found = held.minimise(sum)
        if (!found) return false
        if (this.#keep(held, found.values, sum, when)) return true
      }
      held.wholeNumbers()
      const found = held.minimise([])
      return found !== undefined && this.#add(found.values)
    })
  }

  #with<Result>(held: OpenProblem, when: When | undefined, use: (held: OpenProblem) => Result): Result | undefined {
    if (!when) return use(held)
    const own = this.#boundOf(when.variable)
    const bound = this.#boundOf(when.variable, when)
    if (!own || !bound || bound.low > bound.high) return undefined
    held.bind(when.variable, bound)
    try {
      return use(held)
    } finally {
      held.bind(when.variable, own)
    }
  }

  #boundOf(variable: number, when?: When): Range | undefined {
    const own = this.#of.problem.variables[variable]
    if (!own || when?.variable !== variable) return own
    return { low: Math.max(own.low, when.range.low), high: Math.min(own.high, when.range.high) }
  }

  /** Keeps the world of a solution; where it has fractions, one near it: pinned to whole numbers a few at a time. */
  #keep(held: OpenProblem, values: Float64Array, sum: readonly Term[], when?: When): boolean {
    if (this.#add(values)) return true
    let isFound = false
    const pinned = new Set<number>()
    let current: Float64Array | undefined = values
    for (let step = 0; step < PINS && current; step++) {
      const next = step === 0 ? this.#of.offsets : fractionsOf(current, pinned)
      for (const variable of next) {
        const whole = Math.round(current[variable] ?? 0)
        held.bind(variable, { low: whole, high: whole })
        pinned.add(variable)
      }
      const found = held.minimise(sum)
      isFound = found !== undefined && this.#add(found.values)
      current = isFound ? undefined : found?.values
    }
    for (const variable of pinned) {
      const own = this.#boundOf(variable, when)
      if (own) held.bind(variable, own)
    }
    return isFound
  }

  #add(values: Float64Array): boolean {
    return this.#addWhole(Int32Array.from(values, (value) => Math.round(value)))
  }

  #addWhole(world: World): boolean {
    if (!isWorld(this.#of.problem, world)) return false
    this.#worlds.push(world)
    return true
  }
}

function nameOf({ variable, range }: When): string {
  return `${variable} ${range.low} ${range.high}`
}
