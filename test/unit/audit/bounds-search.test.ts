import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { BoundsSearch } from '#shared/disclosure/audit/bounds-search.ts'
import type { Assumption } from '#shared/disclosure/audit/solution-pool.ts'
import type { LinearProblem, Range, Term } from '#shared/disclosure/linear/linear-problem.ts'
import { Infeasible, loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

const MOST = 3

/** Three counts in each of two releases, up to three people each, and one offset; any rows. */
const problems: fc.Arbitrary<LinearProblem> = fc
  .array(
    fc.record({
      factors: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 7, maxLength: 7 }),
      low: fc.integer({ min: -4, max: 3 }),
      width: fc.integer({ min: 0, max: 6 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((rows) => ({
    variables: Array.from({ length: 7 }, () => ({ low: 0, high: MOST })),
    rows: rows.flatMap(({ factors, low, width }) => {
      const terms = factors.flatMap((by, variable): Term[] => (by === 0 ? [] : [[variable, by]]))
      return terms.length === 0 ? [] : [{ terms, low, high: low + width }]
    }),
  }))

const ORIGINS = { labels: Int32Array.from([0, 1, 2, 0, 1, 2, 3]), times: Int32Array.from([0, 0, 0, 1, 1, 1, -1]) }
const GRIDS = [
  [0, 1, 2],
  [3, 4, 5],
].map((cells) => ({ isOne: true, slices: [{ key: '', by: undefined, cells }], sums: [] }))

function everyPoint({ variables, rows }: LinearProblem): readonly (readonly number[])[] {
  const all = variables.reduce<number[][]>(
    (made, { low, high }) => {
      const values = Array.from({ length: high - low + 1 }, (_, at) => low + at)
      return made.flatMap((point) => values.map((value) => [...point, value]))
    },
    [[]],
  )
  return all.filter((point) => rows.every(({ terms, low, high }) => low <= sumAt(point, terms) && sumAt(point, terms) <= high))
}

function sumAt(point: readonly number[], sum: readonly Term[]): number {
  return sum.reduce((total, [variable, by]) => total + by * (point[variable] ?? 0), 0)
}

function truth(points: readonly (readonly number[])[], sum: readonly Term[], assumption?: Assumption): Range | undefined {
  const fitting = points.filter((point) => !assumption || (point[assumption.variable] ?? 0) >= assumption.range.low)
  const values = fitting.map((point) => sumAt(point, sum))
  return values.length === 0 ? undefined : { low: Math.min(...values), high: Math.max(...values) }
}

const SUMS: readonly (readonly Term[])[] = [
  [[0, 1]],
  [[4, 1]],
  [
    [3, 1],
    [0, -1],
  ],
]

it('the bounds of a sum are wide enough exactly when the true ones are, under an assumption too, and every point found is feasible', () => {
  fc.assert(
    fc.property(problems, fc.integer({ min: 1, max: 4 }), fc.boolean(), (problem, width, pushes) => {
      const points = everyPoint(problem)
      const enough = ({ low, high }: Range) => high - low >= width
      const open = () => new BoundsSearch(solver, { problem, offsets: [6], grids: GRIDS, origins: ORIGINS }, [0, 1, 2, 3, 4, 5])
      if (points.length === 0) {
        expect(open).toThrow(Infeasible)
        return
      }
      const search = open()
      try {
        if (pushes) search.widen(SUMS.map((sum) => ({ sum, enough })))
        for (const sum of SUMS) {
          for (const assumption of [undefined, { variable: 1, range: { low: 2, high: Number.POSITIVE_INFINITY } }]) {
            const found = search.boundsOf(sum, enough, assumption)
            const exact = truth(points, sum, assumption)
            expect(found !== undefined && enough(found)).toBe(exact !== undefined && enough(exact))
            if (!exact) continue
            if (!found) throw new Error('a feasible point fits, and the search says that there is none')
            const [inner, outer] = enough(exact) ? [found, exact] : [exact, found]
            expect(inner.low).toBeGreaterThanOrEqual(outer.low)
            expect(inner.high).toBeLessThanOrEqual(outer.high)
          }
        }
        for (const point of search.points) expect(points).toContainEqual([...point])
      } finally {
        search.close()
      }
    }),
    { numRuns: 20 },
  )
})
