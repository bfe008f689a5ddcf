import type { LinearProblem, Range } from '../linear/problem.ts'
import { pseudoRandom } from '../linear/pseudo-random.ts'
import type { Solver } from '../linear/solver.ts'
import { Moment } from './moment.ts'
import type { Pool } from './pool.ts'
import type { Standing } from './shift.ts'
import { type Target, waveOf } from './wave.ts'
import { isIn, valueIn, type When, type World } from './world.ts'

/** Rounds after which what is left is looked at sum by sum; so too once a round shows fewer than two sums to be wide. */
const MOST_ROUNDS = 40
const FIRST_ROUNDS = 4
const LEAST_GAIN = 2

/** How often one release is moved for one place of insiders. */
const PLACE_ROUNDS = 3

type Open = { readonly target: Target; known: Range | undefined }

/**
 * Worlds that show many sums to be wide at once: everything that is not shown yet is pushed apart, one release after the
 * other, each a small problem. A round takes as long as there are releases, however many sums it is for.
 */
export class Waves {
  /** By snapshot, in the order of time; offsets come first. */
  readonly #moments: ReadonlyMap<number, Moment>
  readonly #standing: Standing
  readonly #pool: Pool
  readonly #releases: number

  constructor(solver: Solver, problem: LinearProblem, standing: Standing, pool: Pool) {
    this.#standing = standing
    this.#pool = pool
    const last = standing.times.reduce((most, time) => Math.max(most, time), 0)
    this.#releases = last + 1
    // Offsets, which stand at -1, are held together before all releases.
    const variables: number[][] = Array.from({ length: last + 2 }, () => [])
    standing.times.forEach((time, variable) => {
      variables[time + 1]?.push(variable)
    })
    const rows: number[][] = variables.map(() => [])
    problem.rows.forEach(({ terms }, row) => {
      for (const time of new Set(terms.map(([variable]) => standing.times[variable] ?? -1))) rows[time + 1]?.push(row)
    })
    this.#moments = new Map(
      variables.flatMap((each, at) => (each.length > 0 ? [[at - 1, new Moment(solver, problem, each, rows[at] ?? [])] as const] : [])),
    )
  }

  /** Adds worlds to the pool until every target is wide, or little more is gained. */
  widen(targets: readonly Target[]): void {
    let open = stillOpen(targets.map((target) => ({ target, known: this.#pool.range(target.sum) })))
    for (let round = 0; round < MOST_ROUNDS && open.length > 0; round++) {
      const weights = waveOf(
        open.map(({ target }) => target),
        this.#standing,
        round,
      )
      for (const world of this.#worldsOf(weights, round)) for (const each of open) each.known = widened(each, world)
      const left = stillOpen(open)
      const gain = open.length - left.length
      open = left
      if (round >= FIRST_ROUNDS && gain < LEAST_GAIN) return
    }
  }

  /** The same where something holds: only the release in which it does is moved. */
  widenWhere(when: When, targets: readonly Target[]): void {
    // With one release a walk and a shift of it are quicker.
    if (this.#releases < 2) return
    const moment = this.#moments.get(this.#standing.times[when.variable] ?? -1)
    let open = stillOpen(targets.map((target) => ({ target, known: this.#pool.range(target.sum, when) })))
    for (let round = 0; round < PLACE_ROUNDS && moment && open.length > 0; round++) {
      const base = this.#pool.fitting(when).at(-1) ?? this.#moved(moment, when)
      if (!base) return
      const weights = new Int8Array(base.length)
      open.forEach(({ target }, at) => {
        for (const [variable, by] of target.sum) weights[variable] = pseudoRandom(at, round) < 2 ** 31 ? by : -by
      })
      for (const towards of [weights, weights.map((weight) => -weight)]) {
        const world = Int32Array.from(base)
        moment.push(world, towards, when)
        if (this.#pool.add(world)) for (const each of open) each.known = widened(each, world)
      }
      open = stillOpen(open)
    }
  }

  /** A world where something holds, from one where it does not. */
  #moved(moment: Moment, when: When): World | undefined {
    const world = this.#pool.worlds.at(-1)?.slice()
    if (!world) return undefined
    const weights = new Int8Array(world.length)
    weights[when.variable] = 1
    moment.push(world, weights)
    return isIn(when.range, world[when.variable] ?? 0) && this.#pool.add(world) ? world : undefined
  }

  close(): void {
    for (const moment of this.#moments.values()) moment.close()
  }

  /** From the last worlds on, so that each is further from the first ones; once there and once the opposite way. */
  #worldsOf(weights: Int8Array, round: number): readonly World[] {
    const base = this.#pool.worlds.at(-1 - (round % 2))
    if (!base) return []
    const moments = [...this.#moments.values()]
    return [weights, weights.map((weight) => -weight)].flatMap((towards) => {
      const world = Int32Array.from(base)
      // There and back: what falls makes room for what follows, what rises for what was before.
      for (const moment of moments) moment.push(world, towards)
      for (const moment of moments.toReversed()) moment.push(world, towards)
      return this.#pool.add(world) ? [world] : []
    })
  }
}

function stillOpen(all: readonly Open[]): readonly Open[] {
  return all.filter(({ target, known }) => !known || !target.enough(known))
}

function widened({ target, known }: Open, world: World): Range {
  const value = valueIn(world, target.sum)
  return known ? { low: Math.min(known.low, value), high: Math.max(known.high, value) } : { low: value, high: value }
}
