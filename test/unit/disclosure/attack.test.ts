import { beforeAll, describe, expect, it } from 'vitest'
import { attack } from '#shared/disclosure/attack/attack-history.ts'
import { summarise } from '#shared/disclosure/attack/attack-summary.ts'
import { learnedFromNoise } from '#shared/disclosure/attack/noise-attack.ts'
import { ONLY_THE_FILES, type PriorKnowledge } from '#shared/disclosure/attack/prior-knowledge.ts'
import type { AttackedCell, AttackedQuestion, AttackedRelease, Reading } from '#shared/disclosure/attack/published.ts'
import { readAttacked } from '#shared/disclosure/attack/read-files.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { reportExactly } from '#shared/disclosure/profiles/exact-report.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { exactFiles, releaseOf } from '#shared/release/bundle.ts'
import type { Question } from '#shared/survey/survey.ts'
import { candidateCounts } from '#test/attack/disclosure/support/candidate-counts.ts'
import { keyOf, section, single, surveyOf, table } from './sample.ts'

const EXACT: Reading = { base: 1, offsets: 'label', shownFrom: 10, hiddenFrom: 0 }
const ROUNDED: Reading = { base: 5, offsets: 'label', shownFrom: 15, hiddenFrom: 0 }

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

/** A question of yes and no, and what a release prints of it; undefined is hidden. */
function release(number: number, reading: Reading, base: number, counts: Readonly<Record<string, number | undefined>>): AttackedRelease {
  return {
    release: number,
    study: 'sample',
    reading,
    questions: new Map([['q', { many: false, askedIf: [] }]]),
    nests: [],
    tables: [{ id: 'q', question: 'q', slices: [{ base, asOf: number, cells: cellsOf(counts) }] }],
  }
}

function cellsOf(counts: Readonly<Record<string, number | undefined>>): AttackedCell[] {
  return Object.entries(counts).map(([answer, count]) =>
    count === undefined ? { answer, status: 'hidden_small' } : { answer, status: 'published', count },
  )
}

const learn = (history: readonly AttackedRelease[], knowledge: PriorKnowledge = ONLY_THE_FILES) =>
  attack(solver, { history, knowledge, wide: 9 }).map(({ kind, answer, low, high }) => [kind, answer, low, high])

describe('an attack on published numbers', () => {
  it('subtracts exact numbers from their total', () => {
    expect(learn([release(1, EXACT, 50, { yes: 43, no: undefined })])).toEqual([['hidden', 'no', 7, 7]])
  })

  it('knows no more of two hidden numbers than their sum and the threshold', () => {
    expect(learn([release(1, EXACT, 50, { yes: 46, no: undefined, maybe: undefined })])).toEqual([
      ['hidden', 'no', 0, 4],
      ['hidden', 'maybe', 0, 4],
    ])
  })

  it('compares two releases of exact numbers', () => {
    const history = [release(1, EXACT, 50, { yes: 30, no: 20 }), release(2, EXACT, 53, { yes: 31, no: 22 })]

    expect(learn(history)).toEqual([
      ['change', 'yes', 1, 1],
      ['change', 'no', 2, 2],
    ])
  })

  it('uses that an offset is the same in both releases, and who is known to have left', () => {
    const history = [release(1, ROUNDED, 60, { yes: 40, no: 20 }), release(2, ROUNDED, 60, { yes: 40, no: 20 })]
    const nobodyLeft: PriorKnowledge = { ...ONLY_THE_FILES, growth: new Map([[2, { withdrawn: 0 }]]) }

    expect(learn(history)).toEqual([
      ['change', 'yes', -4, 4],
      ['change', 'no', -4, 4],
    ])
    expect(learn(history, nobodyLeft)).toEqual([
      ['change', 'yes', 0, 4],
      ['change', 'no', 0, 4],
    ])
  })

  it('narrows a number with a public fact beside it', () => {
    const one = release(1, EXACT, 50, { yes: 46, no: undefined, maybe: undefined })

    expect(learn([one], { ...ONLY_THE_FILES, facts: [{ release: 1, people: 'q=maybe', count: 1 }] })).toEqual([
      ['hidden', 'no', 3, 3],
      ['hidden', 'maybe', 1, 1],
    ])
  })

  it('counts what is narrow, and leaves out changes that are known to be none', () => {
    const history = [release(1, EXACT, 50, { yes: 30, no: 20 }), release(2, EXACT, 53, { yes: 33, no: 20 })]
    const { changes } = summarise(attack(solver, { history, knowledge: ONLY_THE_FILES, wide: 9 }))

    expect(changes).toEqual({
      cells: 1,
      exact: 1,
      within: [
        [3, 1],
        [4, 1],
      ],
    })
  })

  it('takes a number that was changed by up to five for what it may have been', () => {
    const CHANGED: Reading = { base: 1, offsets: 'fresh', shownFrom: 21, hiddenFrom: 0, reach: 5 }

    expect(learn([release(1, CHANGED, 50, { yes: 46, no: undefined })])).toEqual([['hidden', 'no', 0, 14]])
    expect(learn([release(1, CHANGED, 50, { yes: 30, no: undefined })])).toEqual([['hidden', 'no', 10, 20]])
  })

  it('knows that an exact number which is hidden for another one is large', () => {
    const exact: Reading = { ...EXACT, secondaryFrom: 10 }
    const one = release(1, exact, 50, { yes: 20, no: undefined, maybe: undefined })
    const [slice] = one.tables[0]?.slices ?? []
    const cells = slice?.cells.map((cell) => (cell.answer === 'maybe' ? { ...cell, status: 'hidden_secondary' } : cell)) ?? []
    const history = [{ ...one, tables: [{ id: 'q', question: 'q', slices: [{ base: 50, asOf: 1, cells }] }] }]

    expect(learn(history)).toEqual([
      ['hidden', 'no', 0, 9],
      ['hidden', 'maybe', 21, 30],
    ])
  })

  describe('on groups x and y of 35 and 20 people, of 60 in all; 40 said yes, 25 of them in x, 20 no, 10 of them in x', () => {
    const inGroups = (g: AttackedQuestion): AttackedRelease => ({
      ...release(1, EXACT, 60, { yes: 40, no: 20 }),
      questions: new Map([
        ['q', { many: false, askedIf: [] }],
        ['g', g],
      ]),
      tables: [
        { id: 'q', question: 'q', slices: [{ base: 60, asOf: 1, cells: cellsOf({ yes: 40, no: 20 }) }] },
        { id: 'g', question: 'g', slices: [{ base: 60, asOf: 1, cells: cellsOf({ x: 35, y: 20, '~skipped': undefined }) }] },
        {
          id: 'q by g',
          question: 'q',
          by: 'g',
          slices: [
            { group: 'x', base: 35, asOf: 1, cells: cellsOf({ yes: 25, no: 10 }) },
            { group: 'y', base: 20, asOf: 1, cells: [{ answer: 'yes', status: 'hidden_secondary' }, ...cellsOf({ no: undefined })] },
          ],
        },
      ],
    })

    it('uses that they exclude one another: five people are in neither, and the others who said no are in y', () => {
      expect(learn([inGroups({ many: false, askedIf: [] })])).toEqual([
        ['hidden', 'yes', 11, 15],
        ['hidden', 'no', 5, 9],
        ['hidden', '~skipped', 5, 5],
      ])
    })

    it('knows less where somebody can be in both: five to nine people are in neither', () => {
      expect(learn([inGroups({ many: true, alone: [], most: 2, askedIf: [] })])).toEqual([
        ['hidden', 'yes', 11, 19],
        ['hidden', 'no', 1, 9],
        ['hidden', '~skipped', 5, 9],
      ])
    })
  })

  it('uses how many answers one person gives at most, and which nobody gives beside another one', () => {
    const chosen = (more: Partial<AttackedQuestion>, counts: Readonly<Record<string, number | undefined>>) => {
      const one = release(1, EXACT, 50, counts)
      return learn([{ ...one, questions: new Map([['q', { many: true, askedIf: [], ...more }]]) }])
    }

    // Two answers each are 100 at most, and 93 of them are known.
    expect(chosen({ most: 2 }, { a: 47, b: 46, c: undefined })).toEqual([['hidden', 'c', 0, 7]])
    expect(chosen({ most: 3 }, { a: 47, b: 46, c: undefined })).toEqual([['hidden', 'c', 0, 9]])
    expect(chosen({ alone: ['c'] }, { a: 46, b: 40, c: undefined })).toEqual([['hidden', 'c', 0, 4]])
  })

  it('refuses releases of two studies, or out of order', () => {
    const [first, second] = [release(1, EXACT, 50, { yes: 50 }), release(2, EXACT, 50, { yes: 50 })]

    expect(() => learn([second, first])).toThrow('not in order')
    expect(() => learn([first, { ...second, study: 'other' }])).toThrow('two studies')
  })
})

describe('noisy numbers', () => {
  const methods = (release: number, profile = 'dp') =>
    JSON.stringify({ study: 'sample', release: String(release), protection: { policy: { profile, rho: 0.35, variance: 64 } } })

  it('leave a guess that is right a little more often than a coin', () => {
    const learned = learnedFromNoise([methods(2), methods(1)])

    expect(learned).toMatchObject({ study: 'sample', releases: [1, 2], newcomers: 16 })
    // The normal distribution function at sqrt(0.7)/2 and sqrt(1.4)/2, from a table.
    expect(learned?.whether).toBeCloseTo(0.6621, 3)
    expect(learned?.which).toBeCloseTo(0.7229, 3)
  })

  it('are told from others', () => {
    expect(learnedFromNoise([methods(1, 'rounded')])).toBeUndefined()
  })
})

describe('the files of a release', () => {
  const survey = surveyOf([section('a', [single('q', ['yes', 'no'])])])
  const tables = [table('q', { '': { yes: 97, no: 8, '~skipped': 2 } })]
  const texts = (files: ReadonlyMap<string, Uint8Array>) =>
    ['report.csv', 'methods.json', 'survey.json'].map((name) => new TextDecoder().decode(files.get(name)))

  it('are read as what everybody can see', () => {
    const outcome = protect({ study: studyPlan(survey), tables, release: 1 }, keyOf(1))
    if (outcome.kind !== 'protected') throw new Error('refused')
    const [report = '', methods = '', definition = ''] = texts(
      releaseOf({ survey, report: outcome.report, release: 1, date: '2026-01-05' }).files,
    )

    const read = readAttacked(report, methods, definition)

    expect(read).toMatchObject({ release: 1, study: 'sample', reading: ROUNDED })
    expect(read.tables[0]?.slices[0]?.cells.map(({ answer, status }) => [answer, status])).toEqual([
      ['yes', 'published'],
      ['no', 'hidden_small'],
      ['~skipped', 'hidden_small'],
    ])
  })

  it('say which questions somebody gives one answer to, although there could be several', () => {
    const options = [{ id: 'a' }, { id: 'b' }, { id: 'c', alone: true }] as const
    const pick = (id: string, max: number): Question => ({ id, type: 'pick', options: [...options], max, auto: [] })
    const several = surveyOf([
      section('a', [pick('one', 1), pick('two', 2), { id: 'any', type: 'multi', options: options.slice(1), auto: [] }]),
    ])
    const counted = [
      ...['one', 'two'].map((id) => table(id, { '': { a: 40, b: 30, c: 30, '~skipped': 2 } })),
      table('any', { '': { b: 60, c: 40, '~skipped': 2 } }),
    ]
    const outcome = protect({ study: studyPlan(several), tables: counted, release: 1 }, keyOf(1))
    if (outcome.kind !== 'protected') throw new Error('refused')
    const [report = '', methods = '', definition = ''] = texts(
      releaseOf({ survey: several, report: outcome.report, release: 1, date: '2026-01-05' }).files,
    )

    const { questions } = readAttacked(report, methods, definition)

    expect(questions.get('one')).toMatchObject({ many: false })
    expect(questions.get('two')).toMatchObject({ many: true, alone: ['c'], most: 2 })
    expect(questions.get('any')).toMatchObject({ many: false })
  })

  it('are refused when they were not protected', () => {
    const [report = '', methods = '', definition = ''] = texts(
      exactFiles({ survey, report: reportExactly({ survey, tables }), date: '2026-01-05' }),
    )

    expect(() => readAttacked(report, methods, definition)).toThrow()
  })
})

describe('watching a cell while known answers are sent', () => {
  it('leaves as many candidates as there are offsets', () => {
    const rule = (count: number, offset: number) => 5 * Math.floor((count + offset) / 5)
    const watched = [0, 1, 2, 3, 4, 5].map((sent) => ({ sent, printed: rule(20 + sent, 3) }))

    expect(candidateCounts({ rule, base: 5, offsets: 'label', watched, most: 100 })).toEqual([19, 20, 21, 22, 23])
  })
})
