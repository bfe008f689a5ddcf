import { ProblemBuilder, type Term } from '../linear/problem.ts'
import { type Solver, withProblem } from '../linear/solver.ts'
import { partOf, SHARED, type Ties } from './ties.ts'

/** A whole direction in which margins still add up moves a label by at least this share of the most it may. */
const MOVED = 1e-6

/**
 * Labels that the margins of a plan hold in place, whatever is drawn. Sums of people that always hold do so only with
 * cells of nobody. The others are held by what the audit takes as known of people in no group, who have no cell in a table
 * by groups: these are known to the attacker by assumption, and no draw could hide them.
 */
export class Fixed {
  readonly #solver: Solver
  readonly #ties: Ties
  readonly #known = new Map<number, boolean>()

  constructor(solver: Solver, ties: Ties) {
    this.#solver = solver
    this.#ties = ties
  }

  /** Those of some labels that are held by their block. */
  of(labels: Iterable<number>): readonly number[] {
    const { blockOf, blocks, sharedMargins } = this.#ties
    const asked = [...labels]
    const byBlock = Map.groupBy(
      asked.filter((label) => !this.#known.has(label)),
      (label) => blockOf[label] ?? SHARED,
    )
    for (const [block, own] of byBlock) this.#decide([...sharedMargins, ...(blocks[block]?.margins ?? [])], own)
    return asked.filter((label) => this.#known.get(label) === true)
  }

  /** Those of some labels that are held by all margins together: slow, and so asked last. */
  ofAll(labels: readonly number[]): readonly number[] {
    this.#decide([...this.#ties.margins.keys()], labels)
    return labels.filter((label) => this.#known.get(label) === true)
  }

  #decide(margins: readonly number[], asked: readonly number[]): void {
    const { ties, labels } = partOf(this.#ties, margins)
    const problem = new ProblemBuilder()
    for (const _ of labels) problem.variable({ low: -1, high: 1 })
    for (const tied of ties.margins) {
      problem.equal(
        tied.map(({ label, by }): Term => [label, by]),
        0,
      )
    }
    const numbers = new Map(labels.map((label, number) => [label, number]))
    withProblem(this.#solver, problem.build(), (held) => {
      for (const label of asked) {
        const number = numbers.get(label)
        if (number === undefined || this.#known.get(label) === false) continue
        const values = held.minimise([[number, 1]])?.values ?? new Float64Array()
        for (const [at, value] of values.entries()) if (Math.abs(value) > MOVED) this.#known.set(labels[at] ?? 0, false)
        if (Math.abs(values[number] ?? 0) <= MOVED) this.#known.set(label, true)
      }
    })
  }
}
