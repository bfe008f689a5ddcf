import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { perturb } from '#shared/disclosure/cell-key/p-table.ts'
import { roundCount } from '#shared/disclosure/keyed-draws.ts'
import { ProblemBuilder } from '#shared/disclosure/linear/linear-problem.ts'
import { bounds, loadSolver, type Solver, wholeRange } from '#shared/disclosure/linear/solver.ts'
import { meanOf } from '#shared/disclosure/means.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { definitionHash } from '#shared/disclosure/series/state.ts'
import { hiddenBesides, rangesOf, type SummedTable } from '#test/attack/disclosure/support/summed-table.ts'
import { keyOf, section, single, surveyOf, table } from '#test/unit/disclosure/sample.ts'
import { describeWithVectors, jsonVectors } from '#test/vectors.ts'
import { TEN_FIVE } from './support/published-methods.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

const examples = z.array(z.looseObject({ name: z.string() }))

function example<Schema extends z.ZodType>(name: string, schema: Schema): z.infer<Schema> {
  return schema.parse(jsonVectors('published_examples.json', examples).find((one) => one.name === name))
}

/** Examples of attacks; what other methods of rounding print (OpenSAFELY's, the Census Bureau's) is no part of this product. */
describeWithVectors('published examples of attacks', () => {
  const members = z.array(z.string()).or(z.literal('all'))
  const linked = z.object({
    microAgg: z.record(z.string(), z.number()),
    table1: z.record(z.string(), members),
    table2: z.record(z.string(), members),
  })

  /** Each place of the tables, as a cell; the smallest ones first. */
  function tableOf({ microAgg }: z.infer<typeof linked>, tables: readonly Readonly<Record<string, z.infer<typeof members>>>[]) {
    const atoms = Object.keys(microAgg)
    const sums = tables.flatMap((table) => Object.values(table).map((each) => (each === 'all' ? atoms : each)))
    const cellOf = (names: readonly string[]) => ({
      count: names.reduce((sum, name) => sum + (microAgg[name] ?? 0), 0),
      atoms: names.map((name) => atoms.indexOf(name)),
    })
    const table: SummedTable = { atoms: Object.values(microAgg), cells: [...atoms.map((name) => cellOf([name])), ...sums.map(cellOf)] }
    const primary = atoms.flatMap((name, at) => ((microAgg[name] ?? 0) <= 3 ? [at] : []))
    return { table, primary, at: (name: string) => atoms.indexOf(name) }
  }

  test('sdcTable: two tables, each safe alone, together give a count away; hiding one more in both protects it', () => {
    const given = example('sdctable_linked_tables', linked)
    const [one, two, both] = [[given.table1], [given.table2], [given.table1, given.table2]].map((tables) => tableOf(given, tables))
    if (!one || !two || !both) throw new Error('the example has two tables')

    for (const { table, primary } of [one, two]) expect(hiddenBesides(solver, table, primary)).toEqual([])
    expect(rangesOf(solver, both.table, both.primary, [both.at('K')])).toEqual([{ low: 3, high: 3 }])
    expect(hiddenBesides(solver, both.table, both.primary)).toEqual([both.at('N')])
  })

  test('the Handbook: tables of overlapping groups, linked, show single people', () => {
    const { facts, expect: expected } = example(
      'handbook_linking',
      z.object({
        facts: z.object({
          working: z.number(),
          both: z.number(),
          employed: z.number(),
          males: z.object({ both: z.number(), liveOnly: z.number(), workOnly: z.number() }),
        }),
        expect: z.record(z.string(), z.number()),
      }),
    )
    const problem = new ProblemBuilder()
    const [both, liveOnly, workOnly] = [problem.variable(), problem.variable(), problem.variable()]
    const { males } = facts
    problem.equal([[both, 1]], facts.both - males.both)
    problem.equal(
      [
        [both, 1],
        [liveOnly, 1],
      ],
      facts.employed - males.both - males.liveOnly,
    )
    problem.equal(
      [
        [both, 1],
        [workOnly, 1],
      ],
      facts.working - males.both - males.workOnly,
    )

    const found = bounds(
      solver,
      problem.build(),
      [both, liveOnly, workOnly].map((each) => [[each, 1]]),
    ).map(wholeRange)

    expect(found).toEqual(
      ['females.both', 'females.liveOnly', 'females.workOnly'].map((name) => ({ low: expected[name], high: expected[name] })),
    )
  })

  test('the Handbook: age bands moved by five years show who is in between; here such a survey is another study', () => {
    const counts = z.object({ cols: z.array(z.string()), Male: z.array(z.number()), Female: z.array(z.number()) })
    const { t1, t2 } = example('handbook_subpopulation_differencing', z.object({ t1: counts, t2: counts }))

    // Under 25, less under 20.
    expect([(t2.Male[0] ?? 0) - (t1.Male[0] ?? 0), (t2.Female[0] ?? 0) - (t1.Female[0] ?? 0)]).toEqual([1, 0])
    const banded = (cols: readonly string[]) =>
      definitionHash(
        surveyOf([
          section('a', [
            single(
              'age',
              cols.map((_, i) => `${cols[i]?.replace(/\W/g, '_')}`),
            ),
          ]),
        ]),
      )
    expect(banded(t2.cols)).not.toBe(banded(t1.cols))
  })

  test('OpenSAFELY: a table of all and one of men are a table of women', () => {
    const pair = z.object({ heart: z.array(z.number()), pop: z.array(z.number()) })
    const {
      all,
      male,
      expect: expected,
    } = example('opensafely_two_tables_difference', z.object({ all: pair, male: pair, expect: z.record(z.string(), z.array(z.number())) }))
    for (const column of ['heart', 'pop'] as const) {
      const problem = new ProblemBuilder()
      const women = all[column].map((total, i) => {
        const variable = problem.variable()
        problem.equal([[variable, 1]], total - (male[column][i] ?? 0))
        return variable
      })
      const found = bounds(
        solver,
        problem.build(),
        women.map((each) => [[each, 1]]),
      ).map(wholeRange)
      expect(found.map(({ low, high }) => [low, high])).toEqual(expected[`female.${column}`]?.map((count) => [count, count]))
    }
  })

  test('the Handbook: means of what people said, beside counts that were changed, tell the true counts', () => {
    const {
      perturbedCounts,
      maxDeviation,
      originalMeans,
      expect: expected,
    } = example(
      'handbook_mean_attack',
      z.object({
        perturbedCounts: z.array(z.number()),
        maxDeviation: z.number(),
        originalMeans: z.array(z.number()),
        expect: z.object({ onlyConsistentCounts: z.array(z.number()) }),
      }),
    )
    const near = (printed: number) => Array.from({ length: 2 * maxDeviation + 1 }, (_, i) => printed - maxDeviation + i)
    const isWhole = (sum: number) => Math.abs(sum - Math.round(sum)) < 1e-6

    const possible = perturbedCounts.map((printed, i) => near(printed).filter((count) => isWhole(count * (originalMeans[i] ?? 0))))

    expect(possible).toEqual(expected.onlyConsistentCounts.map((count) => [count]))
    // Ours is made from the printed counts, which any true ones near them lead to.
    const scored = perturbedCounts.map((value, i) => ({ answer: `${i}`, score: i + 1, value, low: value - 2, high: value + 2 }))
    expect(meanOf(scored)?.value).toBeCloseTo((1 * 9 + 2 * 14 + 3 * 19) / (9 + 14 + 19))
  })

  test('the Handbook: a group of whom all said the same, or all but one, is not printed as such', () => {
    const { inner } = example(
      'handbook_group_attribute_disclosure',
      z.object({ inner: z.record(z.string(), z.record(z.string(), z.number())) }),
    )
    // Ten times as many, as groups this small are not shown at all; one is still one.
    const counts = Object.values(inner).map((row) => Object.values(row).map((count) => (count === 1 ? 1 : 10 * count)))
    expect(counts).toEqual([
      [60, 0],
      [50, 1],
      [20, 20],
    ])
    const groups = ['married', 'divorced', 'single']
    const survey = surveyOf([section('a', [single('hours', ['full', 'part']), single('age', groups)])])
    const row = ([full = 0, part = 0]: readonly number[]) => ({ full, part, '~skipped': 0 })
    const everyone = [0, 1].map((at) => counts.reduce((sum, each) => sum + (each[at] ?? 0), 0))
    const tables = [
      table('hours', { '': row(everyone) }),
      table('hours:age', Object.fromEntries(groups.map((group, at) => [group, row(counts[at] ?? [])]))),
      table('age', { '': { married: 60, divorced: 51, single: 40, '~skipped': 0 } }),
    ]

    const printed = Array.from({ length: 20 }, (_, seed) => {
      const outcome = protect({ study: studyPlan(survey), tables, release: 1 }, keyOf(seed))
      if (outcome.kind !== 'protected') throw new Error('refused')
      return (outcome.report.tables[1]?.slices ?? []).map(({ base, cells: [full] }) =>
        full?.status === 'published' ? (base?.high ?? 0) - full.count.low : full?.status,
      )
    })

    expect(new Set(printed.map(([married]) => married))).toEqual(new Set(['top_coded']))
    // Where the group rounds up, up to nine could have said otherwise; three insiders and the one are fewer.
    for (const [, divorced] of printed) expect(divorced === 'top_coded' || Number(divorced) > 4).toBe(true)
    expect(printed.filter(([, divorced]) => divorced === 'top_coded').length).toBeGreaterThan(10)
    for (const [, , alone] of printed) expect(Number(alone)).toBeGreaterThan(20)
  })

  test('the Handbook: rounding to the nearest five is rounding with one offset that everybody knows', () => {
    const { base, original, conventional } = example(
      'handbook_rounding_sex_area',
      z.object({ base: z.number(), original: z.array(z.array(z.number())), conventional: z.array(z.array(z.number())) }),
    )

    expect(original.map((row) => row.map((count) => roundCount(count, 2, base)))).toEqual(conventional)
  })

  test('ONS: under ten to zero, everything else to the nearest five, in each of 192,000 rows', () => {
    const { rows } = example('ons_10_5_rule', z.object({ rows: z.number() }))
    const nearest = [0, -1, -2, 2, 1]
    let looked = 0
    for (let value = 1; value <= 750; value++) {
      for (let key = 0; key < 256; key++) {
        const change = perturb(TEN_FIVE, value, key / 256) - value
        if (change !== (value < 10 ? -value : nearest[value % 5])) expect.fail(`${value}, key ${key}: ${change}`)
        looked++
      }
    }
    expect(looked).toBe(rows)
  })

  test('SSBtools: what GaussSuppression hides in its first example is what the examples of suppression list', () => {
    const { expectSuppressed1Based } = example('ssb_z1_default', z.object({ expectSuppressed1Based: z.array(z.number()) }))
    const [first] = jsonVectors(
      'gauss_cases.json',
      z.array(z.looseObject({ publish: z.array(z.looseObject({ suppressed: z.boolean() })) })),
    )

    expect(first?.publish.flatMap(({ suppressed }, i) => (suppressed ? [i + 1] : []))).toEqual(expectSuppressed1Based)
  })
})
