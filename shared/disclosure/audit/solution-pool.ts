import type { LinearProblem, Range, Term } from '../linear/problem.ts'
import { isIn, isWorld, valueIn, type When, type World } from './world.ts'

/** Worlds of one problem that were found, each checked when it comes in. */
export class Pool {
  readonly #problem: LinearProblem
  readonly #worlds: World[] = []

  constructor(problem: LinearProblem) {
    this.#problem = problem
  }

  /** In the order in which they were found. */
  get worlds(): readonly World[] {
    return this.#worlds
  }

  /** False for what is no world. */
  add(world: World): boolean {
    if (!isWorld(this.#problem, world)) return false
    this.#worlds.push(world)
    return true
  }

  addFirst(world: World): void {
    if (isWorld(this.#problem, world)) this.#worlds.unshift(world)
  }

  /** Keeps a world that shows more of a sum than was known of it. */
  addFurther(world: World, sum: readonly Term[], when?: When): void {
    if (!holds(world, when)) return
    const known = this.range(sum, when)
    const value = valueIn(world, sum)
    if (!known || value < known.low || value > known.high) this.add(world)
  }

  fitting(when: When | undefined): readonly World[] {
    return when ? this.#worlds.filter((world) => holds(world, when)) : this.#worlds
  }

  /** The values a sum takes in the worlds found so far. */
  range(sum: readonly Term[], when?: When): Range | undefined {
    const { low, high } = this.#ends(sum, when)
    return low && high ? { low: valueIn(low, sum), high: valueIn(high, sum) } : undefined
  }

  /** The worlds at both ends of a sum. */
  furthest(sum: readonly Term[], when?: When): readonly World[] {
    const { low, high } = this.#ends(sum, when)
    return low && high ? [low, high] : []
  }

  #ends(sum: readonly Term[], when: When | undefined): { readonly low?: World; readonly high?: World } {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    let low: World | undefined
    let high: World | undefined
    for (const world of this.#worlds) {
      if (!holds(world, when)) continue
      const value = valueIn(world, sum)
      if (value < least) {
        least = value
        low = world
      }
      if (value > most) {
        most = value
        high = world
      }
    }
    return low && high ? { low, high } : {}
  }
}

function holds(world: World, when: When | undefined): boolean {
  return !when || isIn(when.range, world[when.variable] ?? 0)
}
