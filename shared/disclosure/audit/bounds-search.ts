import type { LinearProblem, Range, Term } from '../linear/problem.ts'
import type { Solver } from '../linear/solver.ts'
import { Pool } from './pool.ts'
import type { Standing } from './shift.ts'
import { Shifts } from './shifts.ts'
import { negated, pushed } from './solutions.ts'
import { type Enough, Solved } from './solved.ts'
import type { Walk } from './walk.ts'
import type { Target } from './wave.ts'
import { Waves } from './waves.ts'
import { isIn, valueIn, type When, type World } from './world.ts'

/** How often everything is pushed apart at once before anything else; each push is made in both directions. */
const PUSHES = 2

/** From how many known worlds a walk begins. */
const STARTS = 4

/** From how many known worlds counts are shifted. */
const BASES = 3

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
  readonly #of: WorldsOf
  readonly #solved: Solved
  readonly #shifts: Shifts
  readonly #waves: Waves
  readonly #pool: Pool
  /** What was proven never to hold. */
  readonly #never = new Set<string>()

  constructor(solver: Solver, of: WorldsOf) {
    this.#of = of
    this.#pool = new Pool(of.problem)
    this.#solved = new Solved(solver, of.problem, of.offsets, this.#pool)
    this.#shifts = new Shifts(solver, of.problem, of.standing)
    this.#waves = new Waves(solver, of.problem, of.standing, this.#pool)
  }

  /** Looks for worlds that show all of these to be wide, many at once. What is left is found by `range`. */
  widen(targets: readonly Target[]): void {
    this.#waves.widen(targets)
  }

  /** The same in worlds where something holds. */
  widenWhere(when: When, targets: readonly Target[]): void {
    if (!this.#never.has(nameOf(when))) this.#waves.widenWhere(when, targets)
  }

  get found(): readonly World[] {
    return this.#pool.worlds
  }

  /** Looks for worlds far from each other in all of these variables, and for one in their midst. Throws Infeasible when there is none. */
  spreadOut(variables: readonly number[]): void {
    this.#solved.spread(variables)
    const pushes = Array.from({ length: PUSHES }, (_, at) => pushed(variables, at + 1)).flatMap((each) => [each, negated(each)])
    for (const world of this.#pool.worlds.slice(0, BASES)) {
      for (const push of pushes) {
        const moved = this.#shifts.push(world, this.#shifts.whole, push)
        if (moved) this.#pool.add(moved)
      }
    }
  }

  /**
   * The values a sum takes in worlds: exact ends, or, once `enough` of it are known to be possible, what is known.
   * Undefined when no world satisfies `when`.
   */
  range(sum: readonly Term[], enough: Enough, when?: When): Range | undefined {
    const known = this.known(sum, when)
    if (known && enough(known)) return known
    if (when && this.#never.has(nameOf(when))) return undefined
    const walked = this.#walked(sum, enough, when)
    if (walked && enough(walked)) return walked
    const shifted = this.#shifted(sum, enough, when)
    if (shifted && enough(shifted)) return shifted
    const solved = this.#solved.range(sum, enough, when)
    if (!solved && when) this.#never.add(nameOf(when))
    return solved
  }

  /** The values a sum takes in the worlds found so far. */
  known(sum: readonly Term[], when?: When): Range | undefined {
    return this.#pool.range(sum, when)
  }

  close(): void {
    this.#waves.close()
    this.#shifts.close()
    this.#solved.close()
  }

  #walked(sum: readonly Term[], enough: Enough, when?: When): Range | undefined {
    const { walk } = this.#of
    let known = this.known(sum, when)
    for (const start of this.#starts(when)) {
      const value = valueIn(start, sum)
      const { low, high } = known ?? { low: value, high: value }
      this.#pool.addFurther(
        walk.climb(start, sum, (up) => enough({ low, high: up }), when),
        sum,
        when,
      )
      this.#pool.addFurther(
        walk.climb(start, negated(sum), (down) => enough({ low: -down, high }), when),
        sum,
        when,
      )
      known = this.known(sum, when)
      if (known && enough(known)) return known
    }
    return known
  }

  #shifted(sum: readonly Term[], enough: Enough, when?: When): Range | undefined {
    const [first, ...others] = this.#pool.worlds.slice(0, BASES)
    if (!first) return undefined
    const wide = this.#shifts.wide(sum)
    const tries = [
      ...this.#shifts.near(sum).map((pieces) => ({ world: first, pieces })),
      ...[...new Set([first, ...others, ...this.#pool.furthest(sum, when)])].map((world) => ({ world, pieces: wide })),
    ]
    for (const { world, pieces } of tries) {
      for (const towards of [sum, negated(sum)]) {
        const moved = this.#shifts.push(world, pieces, towards, when)
        if (moved) this.#pool.addFurther(moved, sum, when)
      }
      const known = this.known(sum, when)
      if (known && enough(known)) return known
    }
    return this.known(sum, when)
  }

  /** Known worlds where `when` holds, or worlds near known ones. */
  #starts(when: When | undefined): readonly World[] {
    if (!when) return this.#pool.worlds.slice(0, STARTS)
    const known = this.#pool.fitting(when).slice(0, STARTS)
    if (known.length > 0) return known
    const moved = this.#pool.worlds
      .slice(0, STARTS)
      .map((world) => this.#of.walk.climb(world, [[when.variable, 1]], (value) => value >= when.range.low))
    return moved.filter((world) => isIn(when.range, world[when.variable] ?? 0))
  }
}

function nameOf({ variable, range }: When): string {
  return `${variable} ${range.low} ${range.high}`
}
