import { type FeasiblePoint, negated, valueAt } from '../linear/integer-points.ts'
import type { LinearProblem, Range, Term } from '../linear/linear-problem.ts'
import type { Solver } from '../linear/solver.ts'
import { ExactBounds } from './exact-bounds.ts'
import type { Grid } from './grid.ts'
import { JointPush } from './joint-push.ts'
import { LocalSearch } from './local-search.ts'
import type { VariableOrigins } from './push-directions.ts'
import { type Assumption, type BoundsTarget, type Enough, fitsAssumption, SolutionPool } from './solution-pool.ts'

/** From how many points of the pool a local search starts. */
const STARTS = 4

/** The number of rounds for which a sum is pushed alone. */
const ROUNDS_ALONE = 5

type ToSearch = {
  readonly problem: LinearProblem
  /** Variables that are offsets: where these are integers, most solutions of a linear program are. */
  readonly offsets: readonly number[]
  /** The counts of each snapshot, in the order of time. */
  readonly grids: readonly Grid[]
  readonly origins: VariableOrigins
}

/**
 * The lowest and highest values of the sums of a problem over its feasible points: integer counts that fit everything an attacker knows, and
 * that an attacker cannot tell apart. Cheap means come first: points found earlier (solution pool), points found for many
 * sums at once (joint push), a local search; last an exact solve. A point is checked in integers before it counts, so "wide
 * enough" is a proof; "too narrow" is only ever said by the exact solve. So everything before it saves time and decides
 * nothing. Which means pay is measured in docs/adr/0021-what-the-audit-searches-with.md.
 */
export class BoundsSearch {
  readonly #pool: SolutionPool
  readonly #push: JointPush
  readonly #local: LocalSearch
  readonly #exact: ExactBounds
  /** Assumptions that were proven to hold at no feasible point. */
  readonly #impossible = new Set<string>()

  /** Finds a first feasible point, far out in `variables`. Throws Infeasible when there is none. */
  constructor(solver: Solver, { problem, offsets, grids, origins }: ToSearch, variables: readonly number[]) {
    this.#pool = new SolutionPool(problem)
    this.#local = new LocalSearch(problem, grids)
    this.#push = new JointPush(solver, problem, origins, this.#pool)
    this.#exact = new ExactBounds(solver, problem, offsets, this.#pool)
    try {
      this.#exact.start(variables)
    } catch (thrown) {
      this.close()
      throw thrown
    }
  }

  /** The feasible points found so far. */
  get points(): readonly FeasiblePoint[] {
    return this.#pool.points
  }

  /** Looks for points that show many ranges to be wide at once, before `boundsOf` is asked for them one by one. */
  widen(targets: readonly BoundsTarget[]): void {
    this.#push.widen(targets)
  }

  /** The range of a sum over the points found so far; undefined when none fits the assumption. */
  seenBounds(sum: readonly Term[], assumption?: Assumption): Range | undefined {
    return this.#pool.range(sum, assumption)
  }

  /**
   * Whether the range of a sum over all feasible points is wide `enough`: where it is, what is known of the range; where it is
   * not, bounds that every feasible point keeps. Undefined only when no feasible point fits the assumption.
   *
   *     search.boundsOf([[cell, 1]], ({ low, high }) => high - low >= 5)
   *     // { low: 0, high: 5 }, or further apart: wide enough. { low: 2, high: 4 }: an attacker knows the count to within 3 values.
   */
  boundsOf(sum: readonly Term[], enough: Enough, assumption?: Assumption): Range | undefined {
    const known = this.seenBounds(sum, assumption)
    if (known && enough(known)) return known
    const name = assumption && `${assumption.variable} ${assumption.range.low} ${assumption.range.high}`
    if (name !== undefined && this.#impossible.has(name)) return undefined
    const found = this.#searched(sum, enough, assumption)
    if (found && enough(found)) return found
    // Pushed for alone, only the releases of one count move: quicker than solving the whole history.
    this.#push.widen([{ sum, enough }], ROUNDS_ALONE, assumption)
    const pushed = this.seenBounds(sum, assumption)
    if (pushed && enough(pushed)) return pushed
    const exact = this.#exact.boundsOf(sum, enough, assumption)
    if (!exact && name !== undefined) this.#impossible.add(name)
    return exact
  }

  close(): void {
    this.#push.close()
    this.#exact.close()
  }

  #searched(sum: readonly Term[], enough: Enough, assumption: Assumption | undefined): Range | undefined {
    let known = this.seenBounds(sum, assumption)
    const note = (point: FeasiblePoint) => this.#pool.addFurther(point, sum, assumption)
    for (const start of this.#starts(assumption)) {
      const value = valueAt(start, sum)
      const { low, high } = known ?? { low: value, high: value }
      note(this.#local.improve(start, sum, (up) => enough({ low, high: up }), assumption))
      note(this.#local.improve(start, negated(sum), (down) => enough({ low: -down, high }), assumption))
      known = this.seenBounds(sum, assumption)
      if (known && enough(known)) return known
    }
    return known
  }

  /** Points that fit the assumption; where none is known, points near known ones. */
  #starts(assumption: Assumption | undefined): readonly FeasiblePoint[] {
    if (!assumption) return this.points.slice(0, STARTS)
    const known = this.#pool.fitting(assumption).slice(0, STARTS)
    if (known.length > 0) return known
    const { variable, range } = assumption
    return this.points
      .slice(0, STARTS)
      .map((point) => this.#local.improve(point, [[variable, 1]], (value) => value >= range.low))
      .filter((point) => fitsAssumption(point, assumption))
  }
}
