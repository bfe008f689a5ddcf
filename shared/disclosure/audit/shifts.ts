import type { LinearProblem, Term } from '../linear/problem.ts'
import type { Solver } from '../linear/solver.ts'
import { type Pieces, Shift, type Standing } from './shift.ts'
import type { When, World } from './world.ts'

/** How many problems are held open at a time. */
const MOST_OPEN = 64

/** Shifts of a few worlds over the spans that matter for a sum, made when first asked for. */
export class Shifts {
  readonly #solver: Solver
  readonly #problem: LinearProblem
  readonly #standing: Standing
  readonly #last: number
  readonly #open = new Map<World, Map<string, Shift>>()
  #held = 0

  constructor(solver: Solver, problem: LinearProblem, standing: Standing) {
    this.#solver = solver
    this.#problem = problem
    this.#standing = standing
    this.#last = standing.times.reduce((most, time) => Math.max(most, time), 0)
  }

  get whole(): Pieces {
    return this.#pieces(() => 0)
  }

  /** The whole history as one piece first: most counts have room there. Then from a release on, or up to it, and in it alone. */
  near(sum: readonly Term[]): readonly Pieces[] {
    const times = this.#timesOf(sum)
    return [
      ...(times.length === 1 ? [this.whole] : []),
      ...times.flatMap((time) => [
        this.#pieces((each) => (each >= time ? 0 : -1)),
        this.#pieces((each) => (each <= time ? 0 : -1)),
        this.#pieces((each) => (each === time ? 0 : -1)),
      ]),
    ]
  }

  /** What was before, during and after the snapshots of a sum, each as one piece. */
  wide(sum: readonly Term[]): Pieces {
    const times = this.#timesOf(sum)
    const [first, last] = [Math.min(...times), Math.max(...times)]
    if (first === last) return this.#pieces((time) => Math.sign(time - first) + 1)
    return this.#pieces((time) => (time <= first ? 0 : time < last ? 1 : 2))
  }

  #timesOf(sum: readonly Term[]): readonly number[] {
    return [...new Set(sum.map(([variable]) => this.#standing.times[variable] ?? -1))].filter((time) => time >= 0)
  }

  #pieces(pieceOf: (time: number) => number): Pieces {
    return Int32Array.from({ length: this.#last + 1 }, (_, time) => pieceOf(time))
  }

  push(world: World, pieces: Pieces, sum: readonly Term[], when?: When): World | undefined {
    return this.#shift(world, pieces).push(sum, when)
  }

  close(): void {
    for (const shifts of this.#open.values()) for (const shift of shifts.values()) shift.close()
    this.#open.clear()
    this.#held = 0
  }

  #shift(world: World, pieces: Pieces): Shift {
    const name = pieces.join(' ')
    const known = this.#open.get(world)?.get(name)
    if (known) return known
    if (this.#held >= MOST_OPEN) this.close()
    const own = this.#open.get(world) ?? new Map<string, Shift>()
    const made = new Shift(this.#solver, this.#problem, this.#standing, world, pieces)
    this.#open.set(world, own.set(name, made))
    this.#held++
    return made
  }
}
