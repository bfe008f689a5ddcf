import { beforeAll, describe, expect, it } from 'vitest'
import { NO_FACTS, type PublishedReport } from '#shared/disclosure/audit/history.ts'
import { audited, type ToAudit } from '#shared/disclosure/audit/release-gate.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import type { ReportCell } from '#shared/disclosure/report.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { keyOf, section, single, surveyOf } from '../disclosure/sample.ts'
import { communityOf, seriesOf } from './community.ts'
import { INSIDE, type Printed, type PrintedSlice, published, toAuditOf } from './published.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

const q = (base: number, yes: Printed, no: Printed, maybe: Printed, skipped: Printed): PrintedSlice => ({
  base,
  cells: { yes, no, maybe, '~skipped': skipped },
})

function gate(candidate: PublishedReport, earlier: readonly PublishedReport[] = [], more: Partial<ToAudit> = {}) {
  return audited(solver, toAuditOf(candidate, { earlier, ...more }))
}

function cellsOf({ tables }: { readonly tables: PublishedReport['tables'] }, table = 'q'): readonly ReportCell[] {
  return tables.find(({ id }) => id === table)?.slices[0]?.cells ?? []
}

function isCoarse(cell: ReportCell): boolean {
  return cell.status === 'published' && cell.count.high - cell.count.low > 8
}

describe('the gate', () => {
  it('lets through what passes, as it is', () => {
    const candidate = published(1, { q: { '': q(200, 100, 60, 30, '.') } })
    const result = gate(candidate)

    expect(result).toMatchObject({ kind: 'passed', rounds: 1, repaired: [] })
    expect(result.kind === 'passed' && result.report.tables).toEqual(candidate.tables)
  })

  it('lets through a series of real roundings', { timeout: 60_000 }, () => {
    const series = seriesOf(communityOf(2, 2, 400), [200, 240, 300], keyOf(5))
    const last = series.at(-1)

    expect(last && gate(last, series.slice(0, -1)).kind).toBe('passed')
  })

  it('hides a neighbour of a hidden count that could be worked out, and does not say which of the two is small', () => {
    // Of at most 39 people 16 and 11 or more are in the other two. So "no" would be 11 or 12, for a reader who knows that it was printed: "yes" is hidden.
    const result = gate(published(1, { q: { '': q(35, 20, 15, 15, '.') } }))

    expect(result).toMatchObject({ kind: 'passed', rounds: 2 })
    if (result.kind !== 'passed') return
    expect(cellsOf(result.report).map(({ status }) => status)).toEqual(['hidden_secondary', 'published', 'published', 'hidden_secondary'])
    expect(cellsOf(result.report)[0]).toEqual({ answer: 'yes', status: 'hidden_secondary', low: 0, high: 39 })
    expect(result.repaired[0]?.check).toBe('A1')
  })

  it('rounds a large number coarsely beside a small one that could be worked out, and hides nothing', () => {
    // 56 or more and 36 or more of at most 94 leave 2 at most. In the last of five places, 40 becomes 30, as 20, 25, 30 and 35 may: it stands for 16 to 44.
    const result = gate(published(1, { q: { '': q(90, 60, 40, '.', '.') } }))

    expect(result).toMatchObject({ kind: 'passed', rounds: 2 })
    if (result.kind !== 'passed') return
    expect(cellsOf(result.report).map(({ status }) => status)).toEqual(['published', 'published', 'hidden_small', 'hidden_small'])
    expect(cellsOf(result.report).filter(isCoarse)).toEqual([
      { answer: 'no', status: 'published', count: { value: 30, low: 16, high: 44 } },
    ])
  })

  it('rounds the size of a group coarsely wherever it is printed: as an answer, and as what its tables are parts of', () => {
    const result = gate(
      published(1, {
        q: { '': q(100, 50, 30, 20, '.') },
        age: { '': { base: 100, cells: { young: 65, old: 45, '~skipped': '.' } } },
        'q:age': { young: q(65, 30, 20, '.', '.'), old: q(45, 20, 15, '.', '.') },
      }),
    )

    expect(result.kind).toBe('passed')
    if (result.kind !== 'passed') return
    const size = { value: 55, low: 41, high: 69 }
    expect(cellsOf(result.report, 'age')[0]).toEqual({ answer: 'young', status: 'published', count: size })
    expect(result.report.tables.find(({ id }) => id === 'q:age')?.slices[0]?.base).toEqual(size)
  })

  it('hides the same people in every table, and makes means of what is left', () => {
    const tables = (young: PrintedSlice) => ({
      r: { '': { base: 35, cells: { low: 15, high: 20, '~skipped': '.' } } as const },
      q: { '': q(200, 100, 60, 30, '.') },
      'q:age': { young, old: q(160, 85, 45, 15, '.') },
      age: { '': { base: 200, cells: { young: 35, old: 160, '~skipped': '.' } } as const },
    })
    const result = gate(
      published(1, { ...tables(q(35, 20, 15, 15, '.')), r: { '': { base: 200, cells: { low: 100, high: 80, '~skipped': 15 } } } }),
    )

    expect(result.kind).toBe('passed')
    if (result.kind !== 'passed') return
    const young = result.report.tables.find(({ id }) => id === 'q:age')?.slices[0]
    expect(young?.cells.filter(({ status }) => status === 'hidden_secondary').length).toBeGreaterThan(0)
  })

  it('rounds one number coarsely for two small groups that it protects, and hides none', () => {
    const helped: Survey = {
      ...surveyOf([
        section('a', [
          single('q', ['lot', 'little', 'none'], { rollups: [{ id: 'helped', of: ['lot', 'little'] }] }),
          single('age', ['under', 'mid', 'older', 'oldest'], { rollups: [{ id: 'over', of: ['mid', 'older', 'oldest'] }] }),
        ]),
      ]),
      plan: { by: ['age'], cross: ['q'], also: [], except: [] },
    }
    const row = (base: number, lot: Printed, little: Printed, none: Printed, some: Printed): PrintedSlice => ({
      base,
      cells: { lot, little, none, '~skipped': '.', '^helped': some },
    })
    const tooSmall: PrintedSlice = { cells: { lot: '.', little: '.', none: '.', '~skipped': '.', '^helped': '.' } }
    const candidate = published(
      1,
      {
        q: { '': row(135, 55, 20, 55, 75) },
        'q:age': {
          under: row(35, 15, '.', 15, 20),
          mid: tooSmall,
          older: row(60, 25, '.', 20, 40),
          oldest: tooSmall,
          '^over': row(90, 40, '.', 40, 50),
        },
        age: { '': { base: 135, cells: { under: 35, mid: 20, older: 60, oldest: '.', '~skipped': '.', '^over': 90 } } },
      },
      helped,
    )
    const result = gate(candidate)

    expect(result.kind).toBe('passed')
    if (result.kind !== 'passed') return
    const cells = result.report.tables.find(({ id }) => id === 'q:age')?.slices.flatMap((slice) => slice.cells) ?? []
    expect(result.repaired.length).toBeGreaterThan(1)
    expect(cells.filter(({ status }) => status === 'published').length).toBe(9)
    expect(cells.filter(isCoarse)).toEqual([{ answer: '^helped', status: 'published', count: { value: 30, low: 16, high: 44 } }])
  })

  it('shows in the next release what it hid in the last, unless something is found in that question again', () => {
    const first = gate(published(1, { q: { '': q(35, 20, 15, 15, '.') } }))
    if (first.kind !== 'passed') throw new Error('refused')
    const earlier = [{ ...published(1, {}), tables: first.report.tables }]
    const [large, alike] = [q(200, 100, 60, 30, '.'), q(80, 30, 30, 30, '.')].map((now) => gate(published(2, { q: { '': now } }), earlier))

    expect(large?.kind === 'passed' && cellsOf(large.report)[0]?.status).toBe('published')
    expect(alike?.kind === 'passed' && cellsOf(alike.report)[0]?.status).toBe('hidden_secondary')
  })

  it('publishes the last numbers again where new ones would tell who came, and changes no byte of them', () => {
    const before = published(1, {
      q: { '': q(100, 60, 35, '.', '.') },
      r: { '': { base: 100, cells: { low: 60, high: 35, '~skipped': '.' } } },
    })
    const after = published(2, {
      q: { '': q(95, 55, 35, '.', '.') },
      r: { '': { base: 95, cells: { low: 55, high: 35, '~skipped': '.' } } },
    })
    const result = gate(after, [before], { facts: { ...NO_FACTS, growth: new Map([[2, { admitted: 0, withdrawn: 1 }]]) } })

    expect(result).toMatchObject({ kind: 'passed', rounds: 2 })
    expect(result.kind === 'passed' && result.report.tables).toEqual(before.tables)
  })

  it('freezes a group that was counted again after too few changes', () => {
    const before = published(1, { q: { '': q(100, 60, 35, '.', '.') } })
    const gateKnowledge = { ...INSIDE, newcomers: new Map([['', 9]]) }
    const result = gate(published(2, { q: { '': q(100, 60, 35, '.', '.') } }), [before], { gateKnowledge })

    expect(result.kind === 'passed' && result.report.tables).toEqual(before.tables)
  })

  it('refuses what cannot be repaired, and names no count', () => {
    const known = [
      { release: 1, count: 60 },
      ...(['yes', 'no', 'maybe'] as const).map((answer, i) => ({ release: 1, question: 'q', answer, count: [40, 15, 2][i] ?? 0 })),
    ]
    const result = gate(published(1, { q: { '': q(60, 40, 15, '.', '.') } }), [], { facts: { ...NO_FACTS, known } })

    expect(result.kind).toBe('refused')
    if (result.kind !== 'refused') return
    expect(result.findings.map(({ check }) => check)).toContain('A1')
    expect(result.rounds).toBeLessThanOrEqual(20)
    expect(JSON.stringify(result.findings.map(({ message }) => message)) + result.message).not.toMatch(/\b(40|15|60|2)\b/)
  })

  it('refuses a changed definition at once', () => {
    const before = published(1, { q: { '': q(100, 60, 35, '.', '.') } })
    const after = published(2, {
      q: { '': q(120, 75, 40, '.', '.') },
      r: { '': { base: 120, cells: { low: 60, high: 55, '~skipped': '.' } } },
    })

    expect(gate(after, [before])).toMatchObject({ kind: 'refused', rounds: 1 })
  })

  it('gives the same for the same', () => {
    const once = () => JSON.stringify(gate(published(1, { q: { '': q(35, 20, 15, 15, '.') } })))

    expect(once()).toBe(once())
  })
})
