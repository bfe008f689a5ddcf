import type { LinearProblem, Range, Term } from '../linear/problem.ts'
import { Infeasible, type OpenProblem, type Solver, wholeRange } from '../linear/solver.ts'

export type World = Int32Array

/** Only worlds in which something lies in this range. */
export type When = { readonly variable: number; readonly range: Range }

/** How often everything is pushed apart before sums are looked at one by one; each push is made in both directions. */
const PUSHES = 5

/**
 * The worlds an attacker cannot tell apart: whole counts that satisfy all it knows. Every world that is found is kept,
 * since it shows for all sums at once how far they can go; a sum is only solved for when no two known worlds are far
 * enough apart. A world is checked in whole numbers before it counts, so "wide enough" is a proof.
 */
export class Worlds {
  readonly #solver: Solver
  readonly #problem: LinearProblem
  readonly #held: OpenProblem
  readonly #worlds: World[] = []
  #whole: OpenProblem | undefined

  /** Throws Infeasible when there is no world at all. */
  constructor(solver: Solver, problem: LinearProblem) {
    this.#solver = solver
    this.#problem = problem
    this.#held = solver.open(problem)
  }

  get found(): readonly World[] {
    return this.#worlds
  }

  /** Looks for worlds far from each other in all of these sums. */
  spreadOut(sums: readonly (readonly Term[])[]): void {
    for (let push = 0; push < PUSHES; push++) {
      const pushed = sums.flatMap((sum, at): readonly Term[] => {
        const sign = mixed(at, push) < 2 ** 31 ? 1 : -1
        return sum.map(([variable, by]): Term => [variable, by * sign])
      })
      for (const direction of [1, -1]) {
        const found = this.#held.minimise(scaled(merged(pushed), direction))
        if (!found) throw new Infeasible()
        this.#add(found.values)
      }
    }
  }

  /**
   * The values a sum takes in worlds: exact ends, or, once `enough` of it are known to be possible, what is known.
   * Undefined when no world satisfies `when`.
   */
  range(sum: readonly Term[], enough: (range: Range) => boolean, when?: When): Range | undefined {
    const known = this.known(sum, when)
    if (known && enough(known)) return known
    return this.#with(this.#held, when, (held) => {
      const ends = [1, -1].map((direction) => held.minimise(scaled(sum, direction)))
      if (ends.some((end) => end === undefined)) return undefined
      for (const end of ends) if (end) this.#add(end.values)
      const seen = this.known(sum, when)
      if (seen && enough(seen)) return seen
      const linear = wholeRange({ low: ends[0]?.value ?? 0, high: -(ends[1]?.value ?? 0) })
      // Worlds lie within the linear bounds: too narrow there is too narrow.
      return enough(linear) ? this.#exact(sum, when) : linear
    })
  }

  /** The values a sum takes in the worlds found so far. */
  known(sum: readonly Term[], when?: When): Range | undefined {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const world of this.#worlds) {
      if (when && !isIn(when.range, world[when.variable] ?? 0)) continue
      let value = 0
      for (const [variable, by] of sum) value += by * (world[variable] ?? 0)
      if (value < low) low = value
      if (value > high) high = value
    }
    return low > high ? undefined : { low, high }
  }

  close(): void {
    this.#held.close()
    this.#whole?.close()
  }

  #exact(sum: readonly Term[], when?: When): Range | undefined {
    if (!this.#whole) {
      this.#whole = this.#solver.open(this.#problem)
      this.#whole.wholeNumbers()
    }
    return this.#with(this.#whole, when, (whole) => {
      const [least, most] = [whole.minimise(sum), whole.minimise(scaled(sum, -1))]
      if (!least || !most) return undefined
      this.#add(least.values)
      this.#add(most.values)
      return { low: Math.round(least.value), high: Math.round(-most.value) }
    })
  }

  #with<Result>(held: OpenProblem, when: When | undefined, use: (held: OpenProblem) => Result): Result | undefined {
    if (!when) return use(held)
    const own = this.#problem.variables[when.variable]
    const bound = { low: Math.max(own?.low ?? 0, when.range.low), high: Math.min(own?.high ?? 0, when.range.high) }
    if (!own || bound.low > bound.high) return undefined
    held.bind(when.variable, bound)
    try {
      return use(held)
    } finally {
      held.bind(when.variable, own)
    }
  }

  #add(values: Float64Array): void {
    const world = Int32Array.from(values, (value) => Math.round(value))
    if (this.#isWorld(world)) this.#worlds.push(world)
  }

  #isWorld(world: World): boolean {
    const { variables, rows } = this.#problem
    const at = (variable: number) => world[variable] ?? Number.NaN
    return (
      variables.every(({ low, high }, variable) => low <= at(variable) && at(variable) <= high) &&
      rows.every(({ terms, low, high }) => {
        let sum = 0
        for (const [variable, by] of terms) sum += by * at(variable)
        return low <= sum && sum <= high
      })
    )
  }
}

function isIn({ low, high }: Range, value: number): boolean {
  return low <= value && value <= high
}

function scaled(sum: readonly Term[], by: number): readonly Term[] {
  return by === 1 ? sum : sum.map(([variable, coefficient]): Term => [variable, coefficient * by])
}

function merged(terms: readonly Term[]): readonly Term[] {
  const sums = new Map<number, number>()
  for (const [variable, by] of terms) sums.set(variable, (sums.get(variable) ?? 0) + by)
  return [...sums]
}

/** Any even mixture will do: it decides how soon a world is found, never whether. */
function mixed(a: number, b: number): number {
  let bits = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d)
  return (bits ^ (bits >>> 13)) >>> 0
}
