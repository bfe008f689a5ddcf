import { beforeAll, describe, expect, it } from 'vitest'
import type { CheckId, Finding } from '#shared/disclosure/audit/audit-finding.ts'
import { audit } from '#shared/disclosure/audit/audit-history.ts'
import { CHECKS } from '#shared/disclosure/audit/check-catalogue.ts'
import { type GateKnowledge, NO_FACTS, type PublicFact, type PublishedReport, type ReaderFacts } from '#shared/disclosure/audit/history.ts'
import { standardOf } from '#shared/disclosure/audit/standard.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { careful, rounded } from '#shared/disclosure/profiles/rounded.ts'
import type { ReportSlice, ReportTable } from '#shared/disclosure/report.ts'
import { multi, section, single, surveyOf } from '../disclosure/sample.ts'
import { type Printed, type PrintedSlice, printedOf, published, survey } from './published.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

type Known = Partial<Omit<ReaderFacts, 'growth'>> & {
  readonly growth?: readonly (readonly [number, { admitted?: number; withdrawn?: number }])[]
  readonly gateKnowledge?: GateKnowledge
}

/** The findings of one check; the others do not run. */
function find(id: CheckId, history: readonly PublishedReport[], { growth = [], gateKnowledge, ...known }: Known = {}): readonly Finding[] {
  const checks = CHECKS.filter((check) => check.id === id)
  const facts = { ...NO_FACTS, ...known, growth: new Map(growth) }
  const [result] = audit(solver, { printed: printedOf(history), history, facts, checks, ...(gateKnowledge ? { gateKnowledge } : {}) })
  if (result?.status === 'not_checked' || result === undefined) throw new Error('not checked')
  return result.findings
}

const q = (base: number, yes: Printed, no: Printed, maybe: Printed, skipped: Printed, asOf?: number): PrintedSlice => ({
  base,
  ...(asOf === undefined ? {} : { asOf }),
  cells: { yes, no, maybe, '~skipped': skipped },
})
const alone = (release: number, slice: PrintedSlice) => published(release, { q: { '': slice } })
const answers = (findings: readonly Finding[]) => findings.map(({ answer }) => answer)

const everyone = (count: number, release = 1): PublicFact => ({ release, count })
const knownOf = (answer: string, count: number, release = 1): PublicFact => ({ release, question: 'q', answer, count })

describe('A0, the form of numbers', () => {
  const good = published(1, {
    q: { '': q(200, 100, 60, 30, '.') },
    r: { '': { base: 200, cells: { low: 100, high: 90, '~skipped': '.' } } },
  })
  const withSlice = (table: number, change: (slice: ReportSlice) => ReportSlice): PublishedReport => ({
    ...good,
    tables: good.tables.map((each, at): ReportTable => (at === table ? { ...each, slices: each.slices.map(change) } : each)),
  })

  it('passes numbers that are rounded, and others that follow from them', () => {
    expect(find('A0', [good])).toEqual([])
  })

  it.each<[string, PublishedReport]>([
    [
      'a count that is no multiple of five',
      withSlice(0, (slice) => ({
        ...slice,
        cells: slice.cells.map((cell) => (cell.status === 'published' ? { ...cell, count: { value: 101, low: 97, high: 105 } } : cell)),
      })),
    ],
    ['a count that stands for too few', alone(1, q(200, 100, 60, 10, '.'))],
    [
      'a mean made of something else',
      withSlice(1, (slice) => ({ ...slice, average: { status: 'published', mean: { value: 1.41, low: 1.4, high: 1.6 }, median: 'low' } })),
    ],
    [
      'a narrower range of a hidden count',
      withSlice(0, (slice) => ({
        ...slice,
        cells: slice.cells.map((cell) => (cell.status === 'hidden_small' ? { ...cell, high: 9 } : cell)),
      })),
    ],
  ])('refuses %s', (_, report) => {
    expect(find('A0', [report]).length).toBeGreaterThan(0)
  })
})

describe('A1, the width of hidden counts', () => {
  it('passes a hidden count that printed numbers leave open', () => {
    expect(find('A1', [alone(1, q(200, 100, 60, 30, '.'))])).toEqual([])
  })

  it('finds a hidden count squeezed between rounded ones', () => {
    // 16 + 11 + 11 of at most 39 leave 0 or 1.
    const [found, ...more] = find('A1', [alone(1, q(35, 20, 15, 15, '.'))])

    expect(more).toEqual([])
    expect(found).toMatchObject({ table: 'q', answer: '~skipped', repair: { kind: 'suppress', question: 'q', answer: '~skipped' } })
    expect(found?.message).toContain('to within 2 values')
  })

  it('finds a hidden count that public facts make exact, and does not say it', () => {
    const [found] = find('A1', [alone(1, q(60, 40, 15, '.', '.'))], {
      known: [everyone(60), knownOf('yes', 40), knownOf('no', 15), knownOf('maybe', 2)],
    })

    expect(found?.answer).toBe('maybe')
    expect(found?.message).toContain('exactly how many')
    expect(found?.message).not.toMatch(/\d/)
  })

  it('finds a cell of a small group that everyone but the others leave alone', () => {
    const slice = q(100, 60, 20, 15, '.')
    const report = published(1, {
      q: { '': slice },
      'q:age': { young: q(60, 35, 15, '.', '.'), old: q(40, 25, '.', '.', '.') },
      age: { '': { base: 100, cells: { young: 60, old: 40, '~skipped': '.' } } },
    })
    const known = [
      knownOf('no', 20),
      { release: 1, question: 'q', answer: 'no', by: 'age', group: 'young', count: 16 },
      { release: 1, question: 'age', answer: '~skipped', count: 0 },
    ]

    expect(find('A1', [report])).toEqual([])
    expect(find('A1', [report], { known }).some(({ group, answer }) => group === 'old' && answer === 'no')).toBe(true)
  })
})

describe('A2, answers of everybody in a group', () => {
  it.each<[string, Printed]>([
    ['a cell printed below its group', 30],
    ['a cell printed as nearly everybody', 't'],
    ['a cell printed as its group', 35],
  ])('passes %s', (_, yes) => {
    expect(find('A2', [alone(1, q(35, yes, '.', '.', '.'))])).toEqual([])
  })

  it.each([40, 45])('finds a cell of 35 people printed as %i', (yes) => {
    const found = find('A2', [alone(1, q(yes === 45 ? 40 : 35, yes, '.', '.', '.'))])

    expect(answers(found)).toEqual(['yes'])
    expect(found[0]?.message).toContain('nearly everybody')
  })

  it('finds what a public fact adds', () => {
    expect(answers(find('A2', [alone(1, q(60, 60, '.', '.', '.'))], { known: [everyone(60), knownOf('yes', 57)] }))).toEqual(['yes'])
  })
})

describe('A3, newcomers and leavers', () => {
  const before = alone(1, q(100, 60, 35, '.', '.'))

  it('passes growth that rounding covers', () => {
    const after = alone(2, q(120, 75, 40, '.', '.'))

    expect(find('A3', [before, after], { growth: [[2, { admitted: 20, withdrawn: 0 }]] })).toEqual([])
  })

  it('finds newcomers that the others leave no room for', () => {
    // 11 came; at most 4 of them said no, and nobody else but yes is left.
    const after = alone(2, q(110, 65, 35, '.', '.'))
    const none = [1, 2].flatMap((release) => [knownOf('maybe', 2, release), knownOf('~skipped', 1, release)])
    const found = find('A3', [before, after], { growth: [[2, { admitted: 11, withdrawn: 0 }]], known: none })

    expect(answers(found)).toContain('yes')
    expect(found.every(({ repair }) => repair?.kind === 'repeat')).toBe(true)
  })

  it('finds a release more than the study may have, although its numbers tell nothing: a second over a link, a thirteenth by invitation', () => {
    const { access: _, ...overLink } = survey
    const of = (release: number, whose: typeof survey) => published(release, { q: { '': q(100, 60, 35, '.', '.', 1) } }, whose)
    const history = (releases: number, whose: typeof survey) => Array.from({ length: releases }, (_, at) => of(at + 1, whose))

    const [link] = find('A3', history(2, overLink))
    expect(link?.message).toContain('The study may have one release: from one more, who sends many answers could tell')
    expect(link?.repair).toBeUndefined()
    expect(find('A3', history(13, survey)).map(({ release, message }) => [release, message.slice(0, 32)])).toEqual([
      [13, 'The study may have 12 releases: '],
    ])
    for (const fits of [history(1, overLink), history(12, survey)]) expect(find('A3', fits)).toEqual([])
    const small = { ...survey, disclosure: { profile: 'small', reports: 1, why: 'We are few.' } } as const
    expect(find('A3', history(2, small))).toHaveLength(1)
  })

  it('finds the one who left', () => {
    const after = alone(2, q(95, 55, 35, '.', '.'))
    const found = find('A3', [before, after], { growth: [[2, { admitted: 0, withdrawn: 1 }]] })

    expect(found.find(({ answer }) => answer === 'yes')?.message).toContain('exactly how many')
  })

  it('compares with every earlier release, not with the last alone', () => {
    const between = alone(2, q(100, 60, 35, '.', '.'))
    const after = alone(3, q(95, 55, 35, '.', '.'))
    const growth = [
      [2, { admitted: 0, withdrawn: 0 }],
      [3, { admitted: 0, withdrawn: 1 }],
    ] as const

    expect(answers(find('A3', [before, between, after], { growth }))).toContain('yes')
  })
})

describe('A4, people who leave', () => {
  const before = alone(1, q(100, 60, 35, '.', '.'))
  const gateKnowledge = (changes: number): GateKnowledge => ({
    newcomers: new Map([['', changes]]),
    counts: new Map(),
    reprint: () => undefined,
  })

  it('passes a group that was computed again after ten changes, and one that was not', () => {
    const after = alone(2, q(110, 65, 40, '.', '.'))

    expect(find('A4', [before, after], { gateKnowledge: gateKnowledge(10) })).toEqual([])
    expect(find('A4', [before, { ...before, release: 2 }], { gateKnowledge: gateKnowledge(3) })).toEqual([])
  })

  it('finds a group that was computed again after nine', () => {
    const [found] = find('A4', [before, alone(2, q(100, 60, 35, '.', '.'))], { gateKnowledge: gateKnowledge(9) })

    expect(found?.repair).toEqual({ kind: 'repeat', slice: '' })
    expect(found?.message).not.toContain('9')
  })

  it('finds the answer of the only one who left', () => {
    const found = find('A4', [before, alone(2, q(95, 55, 35, '.', '.'))], { growth: [[2, { admitted: 0, withdrawn: 1 }]] })

    expect(answers(found)).toEqual(['yes'])
    expect(found[0]?.message).toContain('all of them')
  })

  it('finds the answer of all who joined', () => {
    const after = alone(2, q(105, 65, 35, '.', '.'))

    expect(answers(find('A4', [before, after], { growth: [[2, { admitted: 1, withdrawn: 0 }]] }))).toEqual(['yes'])
  })
})

describe('A5, insiders', () => {
  it('passes rows in which three insiders leave room', () => {
    expect(find('A5', [alone(1, q(200, 100, 60, 30, '.'))])).toEqual([])
    expect(find('A5', [alone(1, q(200, 100, 80, '.', '.'))])).toEqual([])
  })

  it('finds a row where three insiders in another hidden cell leave too little', () => {
    // At most 39 - 22 - 11 = 6 people share the two hidden cells: three insiders in one leave 0 to 3 in the other.
    const wide: PublishedReport = published(
      1,
      { p: { '': { base: 35, cells: { a: 15, b: 15, c: 15, d: '.', '~skipped': '.' } } } },
      surveyOf([section('a', [single('p', ['a', 'b', 'c', 'd'])])]),
    )

    expect(find('A1', [wide])).toEqual([])
    expect(answers(find('A5', [wide]))).toEqual(['d', '~skipped'])
    expect(find('A5', [wide], { coalition: 1 })).toEqual([])
  })
})

describe('A6, known answers sent one by one', () => {
  const report = alone(1, q(200, 100, 60, 30, '.'))
  const gateKnowledge = (reprint: GateKnowledge['reprint'], counts = new Map([['study\nq=yes', 98]])): GateKnowledge => ({
    newcomers: new Map(),
    counts,
    reprint,
  })
  const shown = (rounded: number) => (rounded >= 15 ? rounded : undefined)
  /** The published rule, written by hand: the next multiple of five below count plus offset. */
  const inFives = (count: number, offset: number) => 5 * Math.floor((count + offset) / 5)

  it.each([0, 1, 2, 3, 4])('passes an offset that is fixed for a label: %i', (offset) => {
    const counts = new Map([
      ['study\nq=yes', 98],
      ['study\nq=no', 3],
      ['study\nq=maybe', 0],
    ])

    expect(find('A6', [report], { gateKnowledge: gateKnowledge((_, count) => shown(inFives(count, offset)), counts) })).toEqual([])
  })

  it('finds an offset that is drawn again for each set of people', () => {
    const found = find('A6', [report], {
      gateKnowledge: gateKnowledge((_, count) => shown(inFives(count, [0, 4, 1, 3, 2, 0, 1][count % 7] ?? 0))),
    })

    expect(found[0]?.message).toContain('q=yes')
    expect(found[0]?.message).not.toContain('98')
  })

  it('finds counts that are not rounded', () => {
    expect(find('A6', [report], { gateKnowledge: gateKnowledge((_, count) => count) })).toHaveLength(1)
  })

  it('finds a fixed threshold on the true count', () => {
    const atTen = (_: string, count: number) => (count >= 10 ? inFives(count, 2) : undefined)

    expect(find('A6', [report], { gateKnowledge: gateKnowledge(atTen, new Map([['study\nq=yes', 8]])) })).toHaveLength(1)
  })
})

describe('A7, definitions', () => {
  const before = alone(1, q(100, 60, 35, '.', '.'))
  const with_ = (changed: PublishedReport['survey']) => ({ ...alone(2, q(120, 75, 40, '.', '.')), survey: changed })
  const questions = survey.sections[0]?.questions ?? []

  it('passes the same survey, and other words for it', () => {
    const words = { ...survey, texts: { en: { ...survey.texts.en, title: 'Another title' } } } as PublishedReport['survey']

    expect(find('A7', [before, with_(survey)])).toEqual([])
    expect(find('A7', [before, with_(words)])).toEqual([])
  })

  it.each<[string, PublishedReport]>([
    ['another answer', with_({ ...survey, sections: [section('a', [single('q', ['yes', 'no', 'perhaps']), ...questions.slice(1)])] })],
    [
      'another condition',
      with_({
        ...survey,
        sections: [section('a', [single('q', ['yes', 'no', 'maybe'], { if: { q: 'age', in: ['old'] } }), ...questions.slice(1)])],
      }),
    ],
    ['another choice', with_({ ...survey, sections: [section('a', [multi('q', ['yes', 'no', 'maybe']), ...questions.slice(1)])] })],
    ['another table', published(2, { r: { '': { base: 120, cells: { low: 60, high: 55, '~skipped': '.' } } } })],
    ['other rules of protection', { ...with_(survey), policy: { ...before.policy, k: 5 } }],
  ])('finds %s', (_, after) => {
    expect(find('A7', [before, after]).length).toBeGreaterThan(0)
  })
})

describe('A8, reconstruction', () => {
  it('passes where two sets of answers fit', () => {
    expect(find('A8', [alone(1, q(200, 100, 60, 30, '.'))])).toEqual([])
  })

  it('finds where only one does', () => {
    const known = [everyone(60), knownOf('yes', 40), knownOf('no', 15), knownOf('maybe', 2)]

    expect(answers(find('A8', [alone(1, q(60, 40, 15, '.', '.'))], { known })).sort()).toEqual(['maybe', 'no', 'yes', '~skipped'])
  })

  it('passes a group that may be empty in every set of answers found so far, and need not be', () => {
    // Of 60 to 64 people (with the secret offset 56 to 64), 56 to 64 are old: nobody may be young, or a few, who may have answered anything.
    const small = published(1, {
      q: { '': q(60, 40, 15, '.', '.') },
      age: { '': { base: 60, cells: { young: '.', old: 60, '~skipped': '.' } } },
      'q:age': { young: { cells: { yes: '.', no: '.', maybe: '.', '~skipped': '.' } }, old: q(60, 40, 15, '.', '.') },
    })

    expect(find('A8', [small])).toEqual([])
  })

  it('finds the one cell that is known, of several', () => {
    expect(answers(find('A8', [alone(1, q(60, 40, 15, '.', '.'))], { known: [knownOf('maybe', 2)] }))).toEqual(['maybe'])
  })
})

describe('A9, what moves', () => {
  const before = alone(1, q(100, 60, 35, '.', '.'))

  it('passes a group that is repeated, and one that is new', () => {
    expect(find('A9', [before, { ...before, release: 2 }])).toEqual([])
    expect(find('A9', [before, alone(2, q(100, 60, 35, 15, '.'))])).toEqual([])
  })

  it.each<[string, PublishedReport]>([
    ['a number', alone(2, q(100, 65, 35, '.', '.', 1))],
    ['a cell that appears', alone(2, q(100, 60, 35, 15, '.', 1))],
    ['a cell that disappears', alone(2, q(100, 60, 's', '.', '.', 1))],
    ['a base', alone(2, q(105, 60, 35, '.', '.', 1))],
    ['a release that is yet to come', alone(2, q(100, 60, 35, '.', '.', 3))],
  ])('finds %s in a group that says it is unchanged', (_, after) => {
    expect(find('A9', [before, after])).toHaveLength(1)
  })

  it('finds a group that is new in one table and old in another', () => {
    const r = (asOf?: number): PrintedSlice => ({ base: 100, ...(asOf ? { asOf } : {}), cells: { low: 60, high: 35, '~skipped': '.' } })
    const both = published(1, { q: { '': q(100, 60, 35, '.', '.') }, r: { '': r() } })

    expect(find('A9', [both, published(2, { q: { '': q(100, 60, 35, '.', '.', 1) }, r: { '': r(1) } })])).toEqual([])
    expect(find('A9', [both, published(2, { q: { '': q(100, 60, 35, '.', '.', 1) }, r: { '': r() } })])).toHaveLength(1)
  })

  it('finds two numbers for the same people', () => {
    const report = published(1, {
      q: { '': q(100, 60, 35, '.', '.') },
      r: { '': { base: 105, cells: { low: 60, high: 35, '~skipped': '.' } } },
    })

    expect(find('A9', [report])).toHaveLength(1)
  })
})

describe('an audit as a whole', () => {
  it('has every check once, in order', () => {
    expect(CHECKS.map(({ id }) => id)).toEqual(['A0', 'A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9'])
  })

  it('says what it could not check without the key', () => {
    const history = [alone(1, q(200, 100, 60, 30, '.'))]
    const results = audit(solver, { printed: printedOf(history), history, facts: NO_FACTS })

    expect(results.filter(({ status }) => status !== 'passed')).toEqual([{ id: 'A6', status: 'not_checked', needs: 'the key' }])
  })

  it('concludes nothing from numbers that contradict each other', () => {
    const findings = find('A1', [alone(1, q(100, 200, 60, 30, '.'))])

    expect(findings[0]?.message).toContain('contradict')
  })
})

describe('what each profile promises', () => {
  it.each([rounded, careful])('knows of refreshes what the pace of the profile says', ({ pace, rounding }) => {
    if (typeof pace === 'string' || !rounding) throw new Error('not rounded')
    const { leastNewcomers, mostUnseen } = standardOf(rounding)

    expect(leastNewcomers).toBe(pace.sliceNewcomers)
    expect(mostUnseen).toBe(pace.sliceNewcomers + pace.jitter - 2)
  })

  it('asks more of the careful one', () => {
    // 39 - 22 - 11 leave 6 people for two hidden cells: enough for one profile, and not for the other.
    const wide = published(
      1,
      { p: { '': { base: 35, cells: { a: 15, b: 15, c: 15, d: '.', '~skipped': '.' } } } },
      surveyOf([section('a', [single('p', ['a', 'b', 'c', 'd'])])]),
    )

    expect(find('A1', [wide])).toEqual([])
    expect(find('A1', [{ ...wide, policy: { ...wide.policy, profile: 'careful' } }]).length).toBeGreaterThan(0)
  })
})
