import type { LinearProblem, Term } from '../linear/problem.ts'
import { type Grid, Grids, NO_CELL, type Place } from './grid.ts'
import { Step } from './step.ts'
import { valueIn, type When, type World } from './world.ts'

const MOST_STEPS = 12

/** Moves in one release are tried first, then from or up to a release, then in a few releases in a row. */
const TIERS = [0, 1, 2] as const

/** Of all releases in a row there are as many as the square of their number; shifts move people in the longer ones. */
const A_FEW = 3

type Climb = {
  readonly gains: ReadonlyMap<number, number>
  readonly isEnough: (value: number) => boolean
  readonly when: When | undefined
}

/**
 * Goes from world to world by moving people, without solving anything. It finds what is possible and never proves that
 * something is not: hundreds of times cheaper than a linear program, and nearly always enough.
 */
export class Walk {
  readonly #grids: Grids
  readonly #step: Step
  readonly #spans: readonly (readonly (readonly [from: number, to: number])[])[]

  /** `grids` in the order of time. */
  constructor(problem: LinearProblem, grids: readonly Grid[]) {
    this.#grids = new Grids(grids)
    this.#step = new Step(problem)
    const spans = grids.flatMap((_, from) => grids.flatMap((_, to) => (from <= to ? [[from, to] as const] : [])))
    this.#spans = TIERS.map((tier) => spans.filter(([from, to]) => tierOf(from, to, grids.length - 1) === tier))
  }

  /** A world in which a sum is larger than in this one, as far as steps that each make it larger lead. */
  climb(from: World, sum: readonly Term[], isEnough: (value: number) => boolean, when?: When): World {
    const world = Int32Array.from(from)
    const climb: Climb = { gains: new Map(sum), isEnough, when }
    this.#step.stand(from, world)
    let value = valueIn(world, sum)
    for (let step = 0; step < MOST_STEPS && !isEnough(value); step++) {
      const gained = this.#advance(sum, climb, value)
      if (gained === 0) break
      value += gained
    }
    return world
  }

  /** Takes the best step of the first tier that has one; gives what it gained. */
  #advance(sum: readonly Term[], climb: Climb, value: number): number {
    const step = this.#step
    for (const tier of TIERS) {
      step.forget()
      for (const [variable, by] of sum) {
        for (const place of this.#grids.places(variable)) {
          if (this.#try(place, tier, by > 0 ? 1 : -1, climb, value)) return step.take()
        }
      }
      const gained = step.take()
      if (gained > 0) return gained
    }
    return 0
  }

  /** Tries every move from a place; true when one is enough, so that no other has to be tried. */
  #try({ grid, slice, answer }: Place, tier: number, sign: 1 | -1, { gains, isEnough, when }: Climb, value: number): boolean {
    const step = this.#step
    const beside = [{ slice: NO_CELL, sign }, ...this.#grids.beside(slice).map((each) => ({ slice: each.slice, sign: each.sign * sign }))]
    const answers = this.#grids.isOne ? this.#grids.answers : 1
    for (const [from, to] of this.#spans[tier] ?? []) {
      if (from > grid || to < grid) continue
      for (let at = 0; at < answers; at++) {
        const other = this.#grids.isOne ? at : NO_CELL
        if (other === answer) continue
        for (const second of beside) {
          step.begin()
          this.#swap(from, to, slice, answer, other, sign)
          if (second.slice !== NO_CELL) this.#swap(from, to, second.slice, answer, other, second.sign)
          if (isEnough(value + step.weigh(gains, when))) return true
        }
      }
    }
    return false
  }

  /** Some people of a slice give one answer more, and another one less, in each release from one to another. */
  #swap(from: number, to: number, slice: number, answer: number, other: number, sign: number): void {
    for (let grid = from; grid <= to; grid++) {
      const gains = this.#grids.cell(grid, slice, answer)
      if (gains !== NO_CELL) this.#step.add(gains, sign)
      const loses = other === NO_CELL ? NO_CELL : this.#grids.cell(grid, slice, other)
      if (loses !== NO_CELL) this.#step.add(loses, -sign)
    }
  }
}

function tierOf(from: number, to: number, last: number): number | undefined {
  if (from === to) return 0
  if (from === 0 || to === last) return 1
  return to - from < A_FEW ? 2 : undefined
}
