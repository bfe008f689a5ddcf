import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StudyKey } from '#shared/disclosure/keyed-draws.ts'
import { reportExactly } from '#shared/disclosure/profiles/exact-report.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { assertProtected, protectedReport as declareProtected, type ProtectedReport } from '#shared/disclosure/protected-report.ts'
import type { ReportCell } from '#shared/disclosure/report.ts'
import type { Survey } from '#shared/survey/survey.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { keyOf, multi, section, single, surveyOf, table } from './sample.ts'

const survey = surveyOf([
  section('a', [
    single('q', ['yes', 'no', 'maybe']),
    single('age', ['young', 'old']),
    single('later', ['yes', 'no'], { if: { q: 'age', in: ['old'] } }),
  ]),
  section('b', [multi('went', ['here', 'there'])]),
  section('c', [
    single('rating', [
      { id: 'low', score: 1 },
      { id: 'mid', score: 2 },
      { id: 'high', score: 3 },
    ]),
  ]),
])

function protectedReport(tables: readonly CountedTable[], key: StudyKey = keyOf(1), of: Survey = survey): ProtectedReport {
  const outcome = protect({ study: studyPlan(of), tables, release: 3 }, key)
  if (outcome.kind !== 'protected') throw new Error('refused')
  return outcome.report
}

function cellsOf(report: ProtectedReport, id: string, group?: string): readonly ReportCell[] {
  return report.tables.find((each) => each.id === id)?.slices.find((each) => each.group === group)?.cells ?? []
}

/** Counts by age and answer, as three tables that agree with each other. */
const grid = fc.record({
  young: fc.tuple(fc.nat(90), fc.nat(90), fc.nat(20), fc.nat(9)),
  old: fc.tuple(fc.nat(90), fc.nat(90), fc.nat(20), fc.nat(9)),
  untold: fc.tuple(fc.integer({ min: 60, max: 90 }), fc.nat(90), fc.nat(20), fc.nat(9)),
})
type Grid = typeof grid extends fc.Arbitrary<infer T> ? T : never

function tablesOf({ young, old, untold }: Grid): CountedTable[] {
  const row = (counts: readonly number[]) => ({
    yes: counts[0] ?? 0,
    no: counts[1] ?? 0,
    maybe: counts[2] ?? 0,
    '~skipped': counts[3] ?? 0,
  })
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)
  return [
    table('q', { '': row(young.map((n, i) => n + (old[i] ?? 0) + (untold[i] ?? 0))) }),
    table('q:age', { young: row(young), old: row(old) }),
    table('age', { '': { young: sum(young), old: sum(old), '~skipped': sum(untold) } }),
  ]
}

describe('a protected report', () => {
  it('publishes only multiples of five from 15 on, each within four of the truth and for more than ten people', () => {
    fc.assert(
      fc.property(grid, fc.nat(255), (counts, seed) => {
        const tables = tablesOf(counts)
        const report = protectedReport(tables, keyOf(seed))
        report.tables.forEach((each, t) => {
          each.slices.forEach((slice, s) => {
            slice.cells.forEach((cell, c) => {
              const truth = tables[t]?.slices[s]?.cells[c]?.count ?? -1
              if (cell.status === 'published') {
                expect(cell.count.value % 5).toBe(0)
                expect(cell.count.value).toBeGreaterThanOrEqual(15)
                expect(Math.abs(cell.count.value - truth)).toBeLessThanOrEqual(4)
                expect(truth).toBeGreaterThanOrEqual(11)
              } else expect(Object.keys(cell)).not.toContain('count')
            })
          })
        })
      }),
    )
  })

  it('gives the same people the same number in every table, and every table of a group the same base', () => {
    fc.assert(
      fc.property(grid, fc.nat(255), (counts, seed) => {
        const report = protectedReport(tablesOf(counts), keyOf(seed))
        const [alone, , ages] = report.tables.map((each) => each.slices[0]?.base)
        expect(alone).toEqual(ages)
        for (const group of ['young', 'old']) {
          const base = report.tables[1]?.slices.find((each) => each.group === group)?.base
          const cell = cellsOf(report, 'age').find((each) => each.answer === group)
          if (base && cell?.status === 'published') expect(cell.count).toEqual(base)
        }
      }),
    )
  })

  it('gives a number of people the same number in every release, when others come or leave', () => {
    fc.assert(
      fc.property(grid, grid, fc.nat(255), (counts, others, seed) => {
        // Of the young as many of each answer; of everybody else another number.
        const [first, later] = [counts, { ...others, young: counts.young }].map((each, i) => {
          const outcome = protect({ study: studyPlan(survey), tables: tablesOf(each), release: i + 1 }, keyOf(seed))
          if (outcome.kind !== 'protected') throw new Error('refused')
          return outcome.report
        })
        const said = (report: ProtectedReport | undefined) =>
          report && cellsOf(report, 'q:age', 'young').map((cell) => JSON.stringify(cell))
        expect(said(later)).toEqual(said(first))
      }),
    )
  })

  it('does not depend on the order of the tables', () => {
    fc.assert(
      fc.property(grid, (counts) => {
        const tables = tablesOf(counts)
        const forwards = protectedReport(tables).tables
        const backwards = protectedReport(tables.toReversed()).tables
        expect(JSON.stringify(backwards.toReversed())).toBe(JSON.stringify(forwards))
      }),
    )
  })

  it('shows no trace of what a hidden count is: other people in hidden cells give the same bytes', () => {
    const one = protectedReport([table('q', { '': { yes: 400, no: 0, maybe: 3, '~skipped': 5 } })])
    const other = protectedReport([table('q', { '': { yes: 400, no: 5, maybe: 0, '~skipped': 3 } })])

    expect(cellsOf(one, 'q').map((cell) => cell.status)).toEqual(['published', 'hidden_small', 'hidden_small', 'hidden_small'])
    expect(JSON.stringify(other)).toBe(JSON.stringify(one))
    expect(cellsOf(one, 'q')[1]).toEqual({ answer: 'no', status: 'hidden_small', low: 0, high: 14 })
  })

  it('says nothing at all about a group that is too small, and the same for any people in it', () => {
    const tables = (young: Record<string, number>) => [
      table('q', { '': { yes: 300, no: 100, maybe: 50, '~skipped': 0 } }),
      table('q:age', { young, old: { yes: 200, no: 50, maybe: 20, '~skipped': 0 } }),
    ]
    const report = protectedReport(tables({ yes: 30, no: 0, maybe: 0, '~skipped': 0 }))

    expect(report.tables[1]?.slices[0]).toEqual({
      group: 'young',
      asOf: 3,
      cells: ['yes', 'no', 'maybe', '~skipped'].map((answer) => ({ answer, status: 'group_too_small' })),
    })
    expect(JSON.stringify(protectedReport(tables({ yes: 0, no: 1, maybe: 0, '~skipped': 2 })))).toBe(JSON.stringify(report))
  })

  it('says where a question was not asked by definition, whether or not the group is large', () => {
    const report = protectedReport([
      table('later', { '': { yes: 50, no: 50, '~skipped': 0, '~not_shown': 100 } }),
      table('later:age', {
        young: { yes: 0, no: 0, '~skipped': 0, '~not_shown': 100 },
        old: { yes: 50, no: 50, '~skipped': 0, '~not_shown': 0 },
      }),
    ])

    expect(cellsOf(report, 'later:age', 'young').map((cell) => cell.status)).toEqual(Array(4).fill('not_asked'))
    const counts = (group?: string) =>
      cellsOf(report, group ? 'later:age' : 'later', group).flatMap((cell) => (cell.status === 'published' ? [cell.count] : []))
    expect(counts('old').slice(0, 2)).toEqual(counts().slice(0, 2))
  })

  it('counts each option of a choice of many over the same base', () => {
    const report = protectedReport([table('went', { '': { here: 180, there: 180, '~skipped': 10, '~pns': 10 } }, { '': 200 })])
    const base = report.tables[0]?.slices[0]?.base

    expect(base?.value === 200).toBe(true)
    expect(cellsOf(report, 'went').map((cell) => cell.answer)).toEqual(['here', 'there', '~skipped', '~pns'])
  })

  it('makes means from what it shows', () => {
    const report = protectedReport([table('rating', { '': { low: 100, mid: 200, high: 100, '~skipped': 0 } })])
    const shown = cellsOf(report, 'rating').flatMap((cell) => (cell.status === 'published' ? [cell.count.value] : []))
    const [low = 0, mid = 0, high = 0] = shown
    const average = report.tables[0]?.slices[0]?.average

    expect(shown).toHaveLength(3)
    expect(average?.mean?.value).toBeCloseTo((low + 2 * mid + 3 * high) / (low + mid + high), 2)
    expect(average?.median).toBe('mid')
  })

  const ofPeople = (n: number, seed = 1) =>
    protect({ study: studyPlan(survey), tables: [table('q', { '': { yes: n, no: 0, maybe: 0, '~skipped': 0 } })], release: 1 }, keyOf(seed))
  const refusalOf = (n: number, seed = 1) => {
    const outcome = ofPeople(n, seed)
    return outcome.kind === 'refused' ? outcome.refusal.message : outcome.kind
  }

  it('is refused for too few answers in the same words however many there are, with how many it needs', () => {
    expect(ofPeople(45)).toMatchObject({ kind: 'refused', refusal: { reason: 'too_few_answers' } })
    expect(refusalOf(0)).toContain('A report needs about 50. ')
    expect(new Set([0, 1, 12, 20, 25, 30, 44, 45].map((n) => refusalOf(n)))).toHaveLength(1)
    expect(ofPeople(50).kind).toBe('protected')
  })

  it('starts somewhere between 46 and 50 counted answers, where only the key knows', () => {
    const starts = Array.from({ length: 40 }, (_, seed) =>
      [45, 46, 47, 48, 49, 50].find(
        (n) =>
          protect(
            { study: studyPlan(survey), tables: [table('q', { '': { yes: n, no: 0, maybe: 0, '~skipped': 0 } })], release: 1 },
            keyOf(seed),
          ).kind === 'protected',
      ),
    )

    expect(new Set(starts)).toEqual(new Set([46, 47, 48, 49, 50]))
  })
})

describe('tables that cannot be trusted are refused, without a number in the error', () => {
  const good = table('q', { '': { yes: 61, no: 62, maybe: 63, '~skipped': 0 } })
  it.each<[string, CountedTable[]]>([
    ['a row missing', [table('q', { '': { yes: 61, no: 62, '~skipped': 0 } })]],
    ['an unknown row', [table('q', { '': { yes: 61, no: 62, other: 63, '~skipped': 0 } })]],
    ['a base that is not everybody', [table('q', { '': { yes: 61, no: 62, maybe: 63, '~skipped': 0 } }, { '': 190 })]],
    ['a count below zero', [table('q', { '': { yes: 61, no: -1, maybe: 63, '~skipped': 1 } })]],
    ['half a person', [table('q', { '': { yes: 61.5, no: 61.5, maybe: 63, '~skipped': 0 } })]],
    ['two tables that count everybody differently', [good, table('age', { '': { young: 61, old: 62, '~skipped': 0 } })]],
    ['an unknown group', [good, table('q:age', { ancient: { yes: 61, no: 62, maybe: 63, '~skipped': 0 } })]],
    ['the same table twice', [good, good]],
    ['no table of a question alone', [table('q:age', { young: { yes: 61, no: 62, maybe: 63, '~skipped': 0 } })]],
  ])('%s', (_, tables) => {
    const attempt = () => protect({ study: studyPlan(survey), tables, release: 1 }, keyOf(1))

    expect(attempt).toThrow()
    expect(attempt).not.toThrow(/6[123]|19\d/)
  })
})

describe('what may be released', () => {
  const tables = [table('q', { '': { yes: 61, no: 62, maybe: 3, '~skipped': 0 } })]

  it('is a protected report', () => {
    expect(() => assertProtected(protectedReport(tables))).not.toThrow()
  })

  it('is not an exact report, nor anything that only looks like a protected one', () => {
    const exact = reportExactly({ survey, tables })
    const report = protectedReport(tables)

    // @ts-expect-error an exact report is another type
    expect(() => assertProtected(exact)).toThrow('only a protected report')
    // @ts-expect-error so is a copy
    expect(() => assertProtected({ ...report })).toThrow('only a protected report')
    // @ts-expect-error and what comes back from JSON, once it is looked at
    expect(() => assertProtected(structuredClone({ policy: report.policy, inWords: [], tables: exact.tables }))).toThrow(
      'only a protected report',
    )
  })

  it('cannot be sealed around exact numbers', () => {
    const { policy } = protectedReport(tables)
    const exact = reportExactly({ survey, tables })

    expect(() => declareProtected({ policy, inWords: [], tables: exact.tables })).toThrow('may not be shown')
  })
})

describe('an exact report, for people who already hold the answers', () => {
  it('has every count as it is, zero and small groups included', () => {
    const exact = reportExactly({ survey, tables: [table('rating', { '': { low: 1, mid: 0, high: 2, '~skipped': 1 } })] })
    const slice = exact.tables[0]?.slices[0]

    expect(slice?.cells.map((cell) => cell.status === 'published' && cell.count.value)).toEqual([1, 0, 2, 1])
    expect(slice?.base?.value).toBe(4)
    expect(slice?.average?.mean?.value).toBe(7 / 3)
    expect(slice?.average?.median).toBe('high')
  })
})
