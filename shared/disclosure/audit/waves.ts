import type { LinearProblem, Range } from '../linear/problem.ts'
import type { Solver } from '../linear/solver.ts'
import { Moment } from './moment.ts'
import type { Pool } from './pool.ts'
import type { Standing } from './shift.ts'
import { type Target, waveOf } from './wave.ts'
import { valueIn, type World } from './world.ts'

/** Rounds after which what is left is looked at sum by sum; so too once a round shows fewer than two sums to be wide. */
const MOST_ROUNDS = 40
const FIRST_ROUNDS = 4
const LEAST_GAIN = 2

type Open = { readonly target: Target; known: Range | undefined }

/**
 * Worlds that show many sums to be wide at once: everything that is not shown yet is pushed apart, one release after the
 * other, each a small problem. A round takes as long as there are releases, however many sums it is for.
 */
export class Waves {
  readonly #moments: readonly Moment[]
  readonly #standing: Standing
  readonly #pool: Pool

  constructor(solver: Solver, problem: LinearProblem, standing: Standing, pool: Pool) {
    this.#standing = standing
    this.#pool = pool
    const last = standing.times.reduce((most, time) => Math.max(most, time), 0)
    // Offsets, which stand at -1, are held together before all releases.
    const variables: number[][] = Array.from({ length: last + 2 }, () => [])
    standing.times.forEach((time, variable) => {
      variables[time + 1]?.push(variable)
    })
    const rows: number[][] = variables.map(() => [])
    problem.rows.forEach(({ terms }, row) => {
      for (const time of new Set(terms.map(([variable]) => standing.times[variable] ?? -1))) rows[time + 1]?.push(row)
    })
    this.#moments = variables.flatMap((each, at) => (each.length > 0 ? [new Moment(solver, problem, each, rows[at] ?? [])] : []))
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

  close(): void {
    for (const moment of this.#moments) moment.close()
  }

  /** From the last worlds on, so that each is further from the first ones; once there and once the opposite way. */
  #worldsOf(weights: Int8Array, round: number): readonly World[] {
    const base = this.#pool.worlds.at(-1 - (round % 2))
    if (!base) return []
    return [weights, weights.map((weight) => -weight)].flatMap((towards) => {
      const world = Int32Array.from(base)
      // There and back: what falls makes room for what follows, what rises for what was before.
      for (const moment of this.#moments) moment.push(world, towards)
      for (const moment of this.#moments.toReversed()) moment.push(world, towards)
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
