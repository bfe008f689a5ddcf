import { type FeasiblePoint, valueAt } from '../linear/integer-points.ts'
import type { LinearProblem, Range } from '../linear/linear-problem.ts'
import type { Solver } from '../linear/solver.ts'
import { pushDirections, type VariableOrigins } from './push-directions.ts'
import { ReleaseSubproblem } from './release-subproblem.ts'
import type { Assumption, BoundsTarget, SolutionPool } from './solution-pool.ts'

const MOST_ROUNDS = 60

/** Once a round shows fewer targets to be wide, looking at the rest sum by sum is quicker. */
const LEAST_GAIN = 2

/** An exact solve grows faster than the number of releases, so a longer history is pushed for longer: one vain round more for each four. */
const RELEASES_A_ROUND = 4

type Open = { readonly target: BoundsTarget; known: Range | undefined }

/**
 * Feasible points that show many sums to be wide at once: every count is pushed up or down, one release after the other, each a
 * small linear program while the others stay as they are (block coordinate ascent). A round takes as long as there are
 * releases, however many sums it is for. It finds points and proves nothing: without it every verdict is the same, and only
 * `npm run bench -- --only audit` and `joint-push.test.ts` show that it is gone.
 */
export class JointPush {
  /** In the order of time; the offsets come first. */
  readonly #releases: readonly ReleaseSubproblem[]
  readonly #origins: VariableOrigins
  readonly #pool: SolutionPool

  constructor(solver: Solver, problem: LinearProblem, origins: VariableOrigins, pool: SolutionPool) {
    this.#origins = origins
    this.#pool = pool
    const last = origins.times.reduce((most, time) => Math.max(most, time), 0)
    const variables: number[][] = Array.from({ length: last + 2 }, () => [])
    origins.times.forEach((time, variable) => {
      variables[time + 1]?.push(variable)
    })
    const rows: number[][] = variables.map(() => [])
    problem.rows.forEach(({ terms }, row) => {
      for (const time of new Set(terms.map(([variable]) => origins.times[variable] ?? -1))) rows[time + 1]?.push(row)
    })
    this.#releases = variables.flatMap((own, at) =>
      own.length > 0 ? [new ReleaseSubproblem(solver, problem, { variables: own, rows: rows[at] ?? [] })] : [],
    )
  }

  /** Adds points to the pool until every target is wide, or until so many rounds showed hardly any. Under an assumption, points that fit it. */
  widen(
    targets: readonly BoundsTarget[],
    patience = 1 + Math.floor(this.#releases.length / RELEASES_A_ROUND),
    assumption?: Assumption,
  ): void {
    let open = stillOpen(targets.map((target) => ({ target, known: this.#pool.range(target.sum, assumption) })))
    for (let round = 0, vain = 0; round < MOST_ROUNDS && vain < patience && open.length > 0; round++) {
      const directions = pushDirections(
        open.map(({ target }) => target),
        this.#origins,
        round,
      )
      for (const point of this.#pushed(directions, round, assumption)) for (const each of open) each.known = widened(each, point)
      const left = stillOpen(open)
      if (open.length - left.length < LEAST_GAIN) vain++
      open = left
    }
  }

  close(): void {
    for (const release of this.#releases) release.close()
  }

  /** Two points, pushed there and the opposite way, from one of the last points: so they lie far from the first ones. */
  #pushed(directions: Int8Array, round: number, assumption?: Assumption): readonly FeasiblePoint[] {
    const points = this.#pool.fitting(assumption)
    const from = points.at(-1 - (round % 2)) ?? points.at(-1)
    if (!from) return []
    return [directions, directions.map((direction) => -direction)].flatMap((towards) => {
      const point = Int32Array.from(from)
      // There and back: a count that falls makes room for later ones, one that rises for earlier ones.
      for (const release of this.#releases) release.push(point, towards, assumption)
      for (const release of this.#releases.toReversed()) release.push(point, towards, assumption)
      return this.#pool.add(point) ? [point] : []
    })
  }
}

function stillOpen(all: readonly Open[]): readonly Open[] {
  return all.filter(({ target, known }) => !known || !target.enough(known))
}

function widened({ target, known }: Open, point: FeasiblePoint): Range {
  const value = valueAt(point, target.sum)
  return known ? { low: Math.min(known.low, value), high: Math.max(known.high, value) } : { low: value, high: value }
}
