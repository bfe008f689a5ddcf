import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { solve } from 'yalps'
import { COUNT, type LinearProblem, ProblemBuilder, type Range } from '#shared/disclosure/linear/linear-problem.ts'
import { bounds, Infeasible, loadSolver, type Solver, wholeRange, withModel } from '#shared/disclosure/linear/solver.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

describe('the range of a sum', () => {
  test('is what the rows leave open', () => {
    const problem = new ProblemBuilder()
    const [x, y] = [problem.variable(), problem.variable()]
    problem.equal(
      [
        [x, 1],
        [y, 1],
      ],
      10,
    )
    problem.row(
      [
        [x, 1],
        [y, -1],
      ],
      { low: -2, high: 4 },
    )

    const found = bounds(solver, problem.build(), [
      [[x, 1]],
      [[y, 1]],
      [
        [x, 2],
        [y, 1],
      ],
    ])

    expect(found.map(wholeRange)).toEqual([
      { low: 4, high: 7 },
      { low: 3, high: 6 },
      { low: 14, high: 17 },
    ])
  })

  test('has no end where nothing holds it', () => {
    const problem = new ProblemBuilder()
    const free = problem.variable()

    expect(bounds(solver, problem.build(), [[[free, 1]]])).toEqual([COUNT])
  })

  test('does not exist when the rows contradict each other, bounded or not', () => {
    const problem = new ProblemBuilder()
    const [x, free] = [problem.variable(), problem.variable()]
    problem.row([[x, 1]], { low: -5, high: -1 })

    expect(() => bounds(solver, problem.build(), [[[x, 1]]])).toThrow(Infeasible)
    expect(() => bounds(solver, problem.build(), [[[free, 1]]])).toThrow(Infeasible)
    expect(withModel(solver, problem.build(), (model) => model.minimise([[free, 1]]))).toBeUndefined()
  })

  test('follows what is learned of a variable while the problem stays open', () => {
    const problem = new ProblemBuilder()
    const [x, y] = [problem.variable(), problem.variable()]
    problem.equal(
      [
        [x, 1],
        [y, 1],
      ],
      10,
    )

    const found = withModel(solver, problem.build(), (model) => {
      const before = model.range([[x, 1]])
      model.bind(y, { low: 2, high: 3 })
      return [before, model.range([[x, 1]])]
    })

    expect(found).toEqual([
      { low: 0, high: 10 },
      { low: 7, high: 8 },
    ])
  })

  test('is exact for whole numbers when asked to be', () => {
    const odd = new ProblemBuilder()
    const [p, q, r] = [odd.variable(), odd.variable(), odd.variable()]
    odd.row(
      [
        [p, 1],
        [q, 1],
      ],
      { low: 0, high: 1 },
    )
    odd.row(
      [
        [q, 1],
        [r, 1],
      ],
      { low: 0, high: 1 },
    )
    odd.row(
      [
        [p, 1],
        [r, 1],
      ],
      { low: 0, high: 1 },
    )
    const sum = [
      [p, 1],
      [q, 1],
      [r, 1],
    ] as const
    const [real, whole] = withModel(solver, odd.build(), (model) => {
      const loose = model.range(sum)
      model.wholeNumbers()
      return [loose, model.range(sum)]
    })

    expect([real?.high, whole?.high]).toEqual([1.5, 1])
  })
})

describe('building a problem', () => {
  test('refuses a variable that does not exist and a range that is empty or not a number', () => {
    const problem = new ProblemBuilder()

    expect(() => problem.equal([[0, 1]], 3)).toThrow('variable 0 does not exist')
    expect(() => problem.variable({ low: 2, high: 1 })).toThrow('cannot lie between 2 and 1')
    expect(() => problem.equal([], Number.NaN)).toThrow('cannot lie between')
  })
})

test('a second solver finds the same ranges on tables of rounded counts with gaps', () => {
  fc.assert(
    fc.property(tables(), (problem) => {
      const sums = problem.variables.map((_, variable) => [[variable, 1]] as const)

      const found = bounds(solver, problem, sums)

      for (const [variable, range] of found.entries()) {
        expect(range.low).toBeCloseTo(secondOpinion(problem, variable, 'minimize'), 5)
        expect(range.high).toBeCloseTo(secondOpinion(problem, variable, 'maximize'), 5)
      }
    }),
    { numRuns: 40, seed: 11 },
  )
})

/** Tables with both margins; every sum, and some cells, known to within a rounding to base 5. */
function tables(): fc.Arbitrary<LinearProblem> {
  const cell = fc.record({ count: fc.nat(25), shown: fc.boolean() })
  return fc.integer({ min: 2, max: 4 }).chain((columns) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 2, maxLength: 4 }).map((rows) => {
      const problem = new ProblemBuilder()
      const table = rows.map((row) =>
        row.map(({ count, shown }) => ({ count, variable: problem.variable(shown ? rounded(count) : { low: 0, high: 30 }) })),
      )
      for (const line of [...table, ...(table[0] ?? []).map((_, at) => table.flatMap((row) => row.slice(at, at + 1)))]) {
        problem.row(
          line.map(({ variable }) => [variable, 1]),
          rounded(line.reduce((sum, { count }) => sum + count, 0)),
        )
      }
      return problem.build()
    }),
  )
}

function rounded(count: number): Range {
  const shown = 5 * Math.floor(count / 5)
  return { low: Math.max(0, shown - 4), high: shown + 4 }
}

function secondOpinion(problem: LinearProblem, objective: number, direction: 'minimize' | 'maximize'): number {
  const inRows = problem.variables.map((_, variable) =>
    problem.rows.flatMap((row, at) => row.terms.filter(([one]) => one === variable).map(([, by]): [string, number] => [`row ${at}`, by])),
  )
  const { status, result } = solve({
    direction,
    objective: 'objective',
    constraints: [
      ...problem.rows.map((row, at): [string, { min: number; max: number }] => [`row ${at}`, { min: row.low, max: row.high }]),
      ...problem.variables.map((range, at): [string, { min: number; max: number }] => [`own ${at}`, { min: range.low, max: range.high }]),
    ],
    variables: inRows.map((terms, variable): [string, [string, number][]] => [
      `v${variable}`,
      [...terms, [`own ${variable}`, 1], ['objective', variable === objective ? 1 : 0]],
    ]),
  })
  expect(status).toBe('optimal')
  return result
}
