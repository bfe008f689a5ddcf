import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Repair } from '#shared/disclosure/audit/audit-finding.ts'
import type { CellDraw } from '#shared/disclosure/audit/hide-labels.ts'
import { NO_FACTS, type PublishedReport } from '#shared/disclosure/audit/history.ts'
import { audited, type ToAudit } from '#shared/disclosure/audit/release-gate.ts'
import { Repairs } from '#shared/disclosure/audit/repair.ts'
import { SecondaryChoice } from '#shared/disclosure/audit/secondary-choice.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import type { ReportCell } from '#shared/disclosure/report.ts'
import { PrintedCells } from '#shared/disclosure/structure/printed-cells.ts'
import { INSIDE, NOTHING_DRAWN, type Printed, type PrintedSlice, published, survey, toAuditOf } from './published.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

function gate(candidate: PublishedReport, earlier: readonly PublishedReport[] = [], more: Partial<ToAudit> = {}) {
  return audited(solver, toAuditOf(candidate, { earlier, ...more }))
}

function passed(result: ReturnType<typeof audited>): PublishedReport['tables'] {
  if (result.kind !== 'passed') throw new Error(result.findings.map(({ message }) => message).join('\n'))
  return result.report.tables
}

const isShown = (cell: ReportCell | undefined) => cell?.status === 'published' || cell?.status === 'top_coded'

const q = (base: number, yes: Printed, no: Printed, maybe: Printed, skipped: Printed): PrintedSlice => ({
  base,
  cells: { yes, no, maybe, '~skipped': skipped },
})
const age = (base: number, young: Printed, old: Printed, skipped: Printed): PrintedSlice => ({
  base,
  cells: { young, old, '~skipped': skipped },
})

describe('a community that is large enough gets a report', () => {
  /** The slices by age of what the gate leaves, and the tables it printed. */
  const printedOf = (tables: Parameters<typeof published>[1]) => {
    const left = passed(gate(published(1, tables)))
    return { left, groups: left.find(({ id }) => id === 'q:age')?.slices ?? [] }
  }

  it('without a group, where the sizes of groups leave too little open: nothing of it is printed, in no table', () => {
    // 36 and 31 or more of at most 69 leave 2 at most who said nothing. Rounded coarsely, the young would stand for fewer than 30 people.
    const { left, groups } = printedOf({
      q: { '': q(65, 30, 25, 15, '.') },
      age: { '': age(65, 40, 35, '.') },
      'q:age': { young: q(40, 20, 15, '.', '.'), old: q(35, 15, 15, '.', '.') },
    })

    expect(groups.map(({ base }) => base?.value)).toEqual([undefined, 35])
    expect(groups[0]?.cells.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'group_too_small'))
    expect(left.find(({ id }) => id === 'age')?.slices[0]?.cells[0]?.status).toBe('hidden_secondary')
    expect(left.find(({ id }) => id === 'q')?.slices[0]?.base?.value).toBe(65)
  })

  it('with the size of a group rounded coarsely, where that is enough', () => {
    // 56 and 46 or more of at most 104 leave 2 at most who said nothing.
    const { groups } = printedOf({
      q: { '': q(100, 50, 30, 20, '.') },
      age: { '': age(100, 60, 50, '.') },
      'q:age': { young: q(60, 30, 20, '.', '.'), old: q(50, 20, 20, '.', '.') },
    })

    expect(groups.map(({ base }) => [base?.value, base?.low, base?.high])).toEqual([
      [50, 36, 64],
      [50, 46, 54],
    ])
  })

  it('with the last numbers, every byte of them, where the new ones can be protected in no other way', () => {
    const before = published(1, {
      q: { '': q(100, 50, 30, 20, '.') },
      age: { '': age(100, 60, 40, '.') },
      'q:age': { young: q(60, 30, 20, '.', '.'), old: q(40, 20, 15, '.', '.') },
    })
    // Nobody came or left, and yet the old are as many more as contradicts that.
    const after = published(2, {
      q: { '': q(100, 50, 30, 20, '.') },
      age: { '': age(100, 60, 40, '.') },
      'q:age': { young: q(60, 30, 20, '.', '.'), old: q(55, 35, 15, '.', '.') },
    })
    const facts = { ...NO_FACTS, growth: new Map([[2, { admitted: 0, withdrawn: 0 }]]) }

    expect(passed(gate(after, [before], { facts }))).toEqual(before.tables)
  })

  it('and nothing at all only where everything that could be printed is known to everybody', () => {
    const known = (['yes', 'no', 'maybe', '~skipped'] as const).map((answer, at) => ({
      release: 1,
      question: 'q',
      answer,
      count: [50, 30, 18, 2][at] ?? 0,
    }))
    const result = gate(published(1, { q: { '': q(100, 50, 30, 20, '.') } }), [], { facts: { ...NO_FACTS, known } })

    expect(result.kind).toBe('refused')
    expect(result.kind === 'refused' && result.message).not.toMatch(/\d/)
  })
})

describe('repairs', () => {
  const first = {
    q: { '': q(100, 50, 30, 20, '.') },
    r: { '': { base: 100, cells: { low: 60, high: 40, '~skipped': '.' } } satisfies PrintedSlice },
    age: { '': age(100, 60, 40, '.') },
    'q:age': { young: q(60, 30, 20, '.', '.'), old: q(40, 20, 15, '.', '.') },
  }
  const answer: Repair = { kind: 'suppress', question: 'q', by: 'age', group: 'old', answer: '~skipped' }

  /** The cells of each table that are still shown after the same cell was found again and again. */
  function course(release: number, previous?: PublishedReport['tables'], found: Repair = answer): string[] {
    const repairs = new Repairs()
    const from = {
      printed: new PrintedCells(survey, published(release, first).tables),
      release,
      previous,
      draw: NOTHING_DRAWN,
      policy: published(release, first).policy,
    }
    let tables: PublishedReport['tables'] | undefined = published(release, first).tables
    const seen: string[] = []
    while (tables && seen.length < 20) {
      seen.push(tables.map(({ slices }) => slices.map(({ asOf, cells }) => `${asOf}${cells.filter(isShown).length}`).join('|')).join(' '))
      const history = [...(previous ? [published(1, first)] : []), { ...published(release, first), tables }]
      const choice = new SecondaryChoice(solver, from.printed, history, NO_FACTS)
      tables = repairs.make({ ...from, tables }, [found], choice)
      choice.close()
    }
    return seen
  }

  it('of a cell that is wide already hide its question in the group, in all groups, and for everyone; then there is none left', () => {
    expect(course(1)).toEqual(['13 12 12 12|12', '13 12 12 12|10', '13 12 12 10|10', '10 12 12 10|10'])
  })

  it('of a later release hide the question in groups, repeat the group, hide the question for everyone, and repeat everyone last of all', () => {
    expect(course(2, published(1, first).tables)).toEqual([
      '23 22 22 22|22',
      '23 22 22 22|20',
      '23 22 22 20|20',
      '23 22 22 20|12',
      '20 22 22 20|12',
      '13 12 12 20|12',
    ])
  })

  it('show no group before the numbers of everyone are repeated', () => {
    expect(course(2, published(1, first).tables, { kind: 'repeat', slice: '' })).toEqual([
      '23 22 22 22|22',
      '23 22 22 20|20',
      '13 12 12 20|20',
    ])
  })

  /** Numbers as they may come, sensible or not. */
  const printed = fc.oneof(
    fc.integer({ min: 3, max: 20 }).map((n): Printed => n * 5),
    fc.constant<Printed>('.'),
  )
  const slice = (base: number) => fc.tuple(printed, printed, printed, printed).map(([a, b, c, d]) => q(base, a, b, c, d))

  it('come to an end, show nothing that was not to be shown, and repeat whole groups', () => {
    fc.assert(
      fc.property(slice(100), slice(110), fc.integer({ min: 0, max: 30 }), (one, other, withdrawn) => {
        const first = gate(published(1, { q: { '': one } }))
        if (first.kind === 'refused') return
        const earlier = { ...published(1, {}), tables: first.report.tables }
        const candidate = published(2, { q: { '': other } })
        const result = gate(candidate, [earlier], { facts: { ...NO_FACTS, growth: new Map([[2, { withdrawn }]]) } })

        expect(result.rounds).toBeLessThanOrEqual(22)
        const after = passed(result)[0]?.slices[0]
        if (after?.asOf === 1) expect(after).toEqual(earlier.tables[0]?.slices[0])
        else {
          after?.cells.forEach((cell, at) => {
            if (isShown(cell)) expect(cell).toEqual(candidate.tables[0]?.slices[0]?.cells[at])
          })
        }
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  it('and draws give all hidden cells of a row the same mark, so that none of them tells which was printed', () => {
    const candidate = published(1, {
      q: { '': q(100, 50, 30, '.', '.') },
      age: { '': age(100, 60, 40, '.') },
      'q:age': { young: q(60, 30, 20, '.', '.'), old: q(40, 20, '.', '.', '.') },
    })
    const marksBy = (seed: number) => {
      // One draw in five hides, so that many cells are hidden.
      const draw: CellDraw = (purpose, label, below) =>
        [...purpose, ...label].reduce((sum, c) => sum * 31 + c.charCodeAt(0), seed) % 5 === 0 ? 0 : below - 1
      const rows = passed(gate(candidate, [], { draw })).flatMap(({ slices }) =>
        slices.map(({ cells }) => cells.map(({ status }) => status)),
      )
      return rows.map((row) => new Set(row.filter((status) => status.startsWith('hidden_'))))
    }
    const marks = Array.from({ length: 12 }, (_, seed) => marksBy(seed)).flat()

    expect(marks.every(({ size }) => size < 2)).toBe(true)
    expect(new Set(marks.flatMap((each) => [...each]))).toEqual(new Set(['hidden_small', 'hidden_secondary']))
  })

  it('follow from what may be printed, and are the same whatever the true counts are', () => {
    const candidate = published(1, { q: { '': q(35, 20, 15, 15, '.') } })
    const label = 'sample\nq=~skipped'
    const [one, other] = [0, 3].map((count) => gate(candidate, [], { gateKnowledge: { ...INSIDE, counts: new Map([[label, count]]) } }))
    const tablesOf = (result: ReturnType<typeof audited> | undefined) => result?.kind === 'passed' && result.report.tables

    expect(tablesOf(one)).toEqual(tablesOf(other))
  })
})
