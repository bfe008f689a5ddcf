import { type FeasiblePoint, valueAt } from '../linear/integer-points.ts'
import type { LinearProblem, Term } from '../linear/linear-problem.ts'
import { type Grid, type GridPlace, Grids, NO_CELL } from './grid.ts'
import { LocalMove } from './local-move.ts'
import type { Assumption } from './solution-pool.ts'

const MOST_MOVES = 12

/** Moves in one release are tried first, then from a release on or up to it, then in a few releases in a row. */
const TIERS = [0, 1, 2] as const

/** Spans of more releases are left to linear programs: of all spans there are as many as the square of the releases. */
const A_FEW = 3

type Wanted = {
  readonly gains: ReadonlyMap<number, number>
  readonly isEnough: (value: number) => boolean
  readonly assumption: Assumption | undefined
}

/**
 * Local search (best improvement): goes from feasible point to feasible point by moving people between the cells of a question,
 * without solving anything. It finds what is possible and never proves that something is not: hundreds of times cheaper
 * than a linear program, and nearly always enough. Without it every verdict is the same; no test but only
 * `npm run bench -- --only audit` shows that it is gone.
 */
export class LocalSearch {
  readonly #grids: Grids
  readonly #move: LocalMove
  readonly #spans: readonly (readonly (readonly [from: number, to: number])[])[]

  /** `grids` in the order of time. */
  constructor(problem: LinearProblem, grids: readonly Grid[]) {
    this.#grids = new Grids(grids)
    this.#move = new LocalMove(problem, this.#grids.sumsWith)
    const spans = grids.flatMap((_, from) => grids.flatMap((_, to) => (from <= to ? [[from, to] as const] : [])))
    this.#spans = TIERS.map((tier) => spans.filter(([from, to]) => tierOf(from, to, grids.length - 1) === tier))
  }

  /** A feasible point where a sum is larger than here, as far as moves lead that each make it larger. */
  improve(from: FeasiblePoint, sum: readonly Term[], isEnough: (value: number) => boolean, assumption?: Assumption): FeasiblePoint {
    const point = Int32Array.from(from)
    const wanted: Wanted = { gains: new Map(sum), isEnough, assumption }
    this.#move.startFrom(from, point)
    let value = valueAt(point, sum)
    for (let moves = 0; moves < MOST_MOVES && !isEnough(value); moves++) {
      const gained = this.#bestMove(sum, wanted, value)
      if (gained === 0) break
      value += gained
    }
    return point
  }

  /** Makes the best move of the first tier that has one; gives what it gained. */
  #bestMove(sum: readonly Term[], wanted: Wanted, value: number): number {
    for (const tier of TIERS) {
      for (const [variable, by] of sum) {
        for (const place of this.#grids.places(variable)) {
          if (this.#evaluateFrom(place, tier, by > 0 ? 1 : -1, wanted, value)) return this.#move.apply()
        }
      }
      const gained = this.#move.apply()
      if (gained > 0) return gained
    }
    return 0
  }

  /** Evaluates every move from a place; true when one is enough, so that no other has to be evaluated. */
  #evaluateFrom(
    { grid, slice, answer }: GridPlace,
    tier: number,
    sign: 1 | -1,
    { gains, isEnough, assumption }: Wanted,
    value: number,
  ): boolean {
    const move = this.#move
    const beside = this.#grids.beside(slice)
    const answers = this.#grids.isOne ? this.#grids.answers : 1
    for (const [from, to] of this.#spans[tier] ?? []) {
      if (from > grid || to < grid) continue
      for (let at = 0; at < answers; at++) {
        const other = this.#grids.isOne ? at : NO_CELL
        if (other === answer) continue
        for (let second = -1; second < beside.length; second++) {
          move.begin()
          this.#swap(from, to, slice, answer, other, sign)
          const balancing = beside[second]
          if (balancing) this.#swap(from, to, balancing.slice, answer, other, balancing.sign * sign)
          if (isEnough(value + move.evaluate(gains, assumption))) return true
        }
      }
    }
    return false
  }

  /** Some people of a slice give one answer more, and another one less, in each release from one to another. */
  #swap(from: number, to: number, slice: number, answer: number, other: number, sign: number): void {
    for (let grid = from; grid <= to; grid++) {
      const gains = this.#grids.cell(grid, slice, answer)
      if (gains !== NO_CELL) this.#move.add(gains, sign)
      const loses = other === NO_CELL ? NO_CELL : this.#grids.cell(grid, slice, other)
      if (loses !== NO_CELL) this.#move.add(loses, -sign)
    }
  }
}

function tierOf(from: number, to: number, last: number): number | undefined {
  if (from === to) return 0
  if (from === 0 || to === last) return 1
  return to - from < A_FEW ? 2 : undefined
}
