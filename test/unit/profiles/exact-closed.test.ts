import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProblemBuilder, type Range, type Term } from '#shared/disclosure/linear/linear-problem.ts'
import { bounds, loadSolver, wholeRange } from '#shared/disclosure/linear/solver.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { ProtectedReport } from '#shared/disclosure/protected-report.ts'
import type { ReportCell } from '#shared/disclosure/report.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { keyOf } from '../disclosure/sample.ts'
import { countByHand, type Person, people, surveyWith } from './people.ts'

const survey = surveyWith({ profile: 'exact-closed' })
const solver = await loadSolver()

function protectedAs(members: readonly Person[]) {
  return protect({ study: studyPlan(survey), tables: countByHand(survey, members), release: 1, solver }, keyOf(1))
}

function reportOf(members: readonly Person[]): ProtectedReport {
  const outcome = protectedAs(members)
  if (outcome.kind !== 'protected') throw new Error('refused')
  return outcome.report
}

const Q = ['yes', 'no', 'maybe', '~skipped']
const RATING = ['low', 'mid', 'high', '~skipped']
const AGE = ['young', 'middle', 'old', '~skipped']
type Kind = Readonly<Record<'q' | 'rating' | 'age', string>>
/** Every kind of person there can be: whatever the report says is about sums of how many there are of each. */
const KINDS: readonly Kind[] = Q.flatMap((q) => RATING.flatMap((rating) => AGE.map((age) => ({ q, rating, age }))))

type Said = { readonly cell: ReportCell; readonly kinds: readonly Term[] }

/** What a reader has: each cell of the report, as a sum over kinds of people. */
function read(report: Pick<ProtectedReport, 'tables'>): {
  readonly said: readonly Said[]
  readonly bases: readonly { readonly kinds: readonly Term[]; readonly count: number }[]
} {
  const among = (fits: (kind: Kind) => boolean) => KINDS.flatMap((kind, at): Term[] => (fits(kind) ? [[at, 1]] : []))
  const slices = report.tables.flatMap((table) => table.slices.map((slice) => ({ table, slice })))
  const fits = (kind: Kind, question: string, answer: string) =>
    kind[question === 'q' ? 'q' : question === 'rating' ? 'rating' : 'age'] === answer
  return {
    said: slices.flatMap(({ table, slice }) =>
      slice.cells.map((cell) => ({
        cell,
        kinds: among((kind) => fits(kind, table.question, cell.answer) && (slice.group === undefined || kind.age === slice.group)),
      })),
    ),
    bases: slices.flatMap(({ slice }) =>
      slice.base ? [{ count: slice.base.value, kinds: among((kind) => slice.group === undefined || kind.age === slice.group) }] : [],
    ),
  }
}

/** What a reader who solves for everything can know of each hidden cell. */
function attacked(report: Pick<ProtectedReport, 'tables'>): { readonly cell: ReportCell; readonly range: Range }[] {
  const { said, bases } = read(report)
  const problem = new ProblemBuilder()
  for (const _ of KINDS) problem.variable()
  for (const { kinds, count } of bases) problem.equal(kinds, count)
  for (const { cell, kinds } of said) {
    if (cell.status === 'published') problem.equal(kinds, cell.count.value)
    else if ('low' in cell) problem.row(kinds, { low: cell.low ?? 0, high: cell.high ?? 0 })
  }
  const hidden = said.filter(({ cell }) => cell.status !== 'published')
  const ranges = bounds(
    solver,
    problem.build(),
    hidden.map(({ kinds }) => kinds),
  )
  return hidden.map(({ cell }, at) => ({ cell, range: wholeRange(ranges[at] ?? { low: 0, high: 0 }) }))
}

const samples = fc.record({ n: fc.integer({ min: 60, max: 700 }), from: fc.nat(5000) })

describe('exact numbers of a closed survey', () => {
  it('are the truth, none of them below ten, and none hidden that could be worked out', () => {
    let [refused, secondary] = [0, 0]
    fc.assert(
      fc.property(samples, ({ n, from }) => {
        const members = people(n, from)
        const outcome = protectedAs(members)
        if (outcome.kind === 'refused') {
          refused++
          return
        }
        const tables = countByHand(survey, members)
        outcome.report.tables.forEach((table, t) => {
          table.slices.forEach((slice, s) => {
            const truth = tables[t]?.slices[s]
            if (slice.base) expect(slice.base).toEqual({ value: truth?.base, low: truth?.base, high: truth?.base })
            slice.cells.forEach((cell, c) => {
              const count = truth?.cells[c]?.count ?? -1
              if (cell.status === 'published') {
                expect(cell.count).toEqual({ value: count, low: count, high: count })
                expect(count).toBeGreaterThanOrEqual(10)
              } else if ('low' in cell) {
                expect(count >= (cell.low ?? 0) && count <= (cell.high ?? 0)).toBe(true)
              }
            })
          })
        })
        for (const { cell, range } of attacked(outcome.report)) {
          if (cell.status === 'hidden_secondary') secondary++
          expect(range.high - range.low).toBeGreaterThanOrEqual(cell.status === 'hidden_secondary' ? 1 : 5)
        }
      }),
      { numRuns: 40 },
    )
    expect(secondary).toBeGreaterThan(0)
    expect(refused).toBeLessThan(20)
  }, 120_000)

  it('add up wherever all of them are shown', () => {
    for (const table of reportOf(people(600)).tables) {
      for (const { base, cells } of table.slices) {
        const counts = cells.map((cell) => (cell.status === 'published' ? cell.count.value : undefined))
        if (base && !counts.includes(undefined)) expect(counts.reduce<number>((sum, each) => sum + (each ?? 0), 0)).toBe(base.value)
      }
    }
  })

  it('would be worked out from the others without the numbers hidden beside them', () => {
    const members = people(600)
    const report = reportOf(members)
    const tables = countByHand(survey, members)
    const small = {
      tables: report.tables.map((table, t) => ({
        ...table,
        slices: table.slices.map((slice, s) => ({
          ...slice,
          cells: slice.cells.map((cell, c): ReportCell => {
            const count = tables[t]?.slices[s]?.cells[c]?.count ?? 0
            return cell.status === 'hidden_secondary'
              ? { answer: cell.answer, status: 'published', count: { value: count, low: count, high: count } }
              : cell
          }),
        })),
      })),
    }

    expect(attacked(small).some(({ range }) => range.high - range.low < 5)).toBe(true)
  })

  it('are published once', () => {
    const tables = countByHand(survey, people(600))

    expect(protect({ study: studyPlan(survey), tables, release: 2, solver }, keyOf(1))).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'already_final' },
    })
    expect(protectedAs(people(49))).toMatchObject({ kind: 'refused', refusal: { reason: 'too_few_answers' } })
    expect(() => protect({ study: studyPlan(survey), tables, release: 1 }, keyOf(1))).toThrow('solver')
  })

  it('are refused where no choice of hidden numbers is safe', () => {
    const all = people(600).map(({ rating: _r, ...each }) => ({ ...each, q: 'yes', rating: 'mid', age: 'old' }))

    const outcome = protectedAs(all)

    expect(outcome.kind === 'refused' ? outcome.refusal.message : '').not.toMatch(/\d/)
    if (outcome.kind === 'protected')
      for (const { range } of attacked(outcome.report)) expect(range.high - range.low).toBeGreaterThanOrEqual(1)
  })

  it('make a release whose means and percentages are those of the numbers shown', () => {
    const report = reportOf(people(600))
    const { files } = releaseOf({ survey, report, release: 1, date: '2026-05-04' })
    const methods = JSON.parse(new TextDecoder().decode(files.get('methods.json')))
    const slice = report.tables.find((table) => table.id === 'rating')?.slices[0]
    const shown =
      slice?.cells.flatMap((cell) => (cell.status === 'published' && cell.answer !== '~skipped' ? [cell.count.value] : [])) ?? []

    expect(methods.protection.policy).toMatchObject({ profile: 'exact-closed', k: 10, width: 5 })
    if (shown.length === 3) {
      const [low = 0, mid = 0, high = 0] = shown
      expect(slice?.average?.mean?.value).toBeCloseTo((low + 2 * mid + 3 * high) / (low + mid + high), 2)
    } else expect(slice?.average).toBeDefined()
  })
})
