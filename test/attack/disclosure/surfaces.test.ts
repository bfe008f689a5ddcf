import { beforeAll, describe, expect, it } from 'vitest'
import { audited } from '#shared/disclosure/audit/release-gate.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import type { Pace } from '#shared/disclosure/policy.ts'
import { smallestPrinted } from '#shared/disclosure/print-thresholds.ts'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import { mayRelease } from '#shared/disclosure/series/pace.ts'
import type { SeriesState } from '#shared/disclosure/series/state.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import { readRelease } from '#shared/release/read.ts'
import type { Files } from '#shared/release/release.ts'
import { encodeAnswers } from '#shared/response/coding.ts'
import type { Answers, ClosedAnswer } from '#shared/survey/answer.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import type { Question, Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { addResponses, countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import { chanceOf } from '#test/unit/disclosure/any-survey.ts'
import { keyOf, multi, section, single, surveyOf } from '#test/unit/disclosure/sample.ts'
import { type AnyRelease, AnyStudy } from './support/any-study.ts'
import { knownOfHidden } from './support/kinds.ts'

/** A hidden count has at least five values: so far apart are the ends. */
const WIDE = 4

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

type Chance = ReturnType<typeof chanceOf>

function surveyAsking(questions: readonly Question[], by: readonly string[] = []): Survey {
  return { ...surveyOf([section('a', questions)]), plan: { by: [...by], cross: 'all', also: [], except: [] } }
}

function exactly(survey: Survey): Survey {
  return { ...survey, disclosure: { profile: 'exact-closed' } }
}

function said(options: string | readonly string[]): ClosedAnswer {
  const list = typeof options === 'string' ? [options] : options
  return list.length === 0 ? { state: 'skipped' } : { state: 'answered', options: list }
}

function reportOn(survey: Survey, people: readonly Answers[], seed = 1): AnyRelease {
  const shown = people.map((each) => applySkipLogic(survey, each, new Set()))
  const made = new AnyStudy(survey, { solver, gate: audited, seed }).release(shown.map((answers) => ({ answers, admittedIn: 1 })))
  if (!made) throw new Error('there is no report')
  return made
}

/** The range of each hidden number of the one report on exact numbers, for somebody who thinks of every kind of people. */
function knownOfExact(survey: Survey, people: readonly Answers[], seed: number) {
  const rows = people.map((answers) => encodeAnswers(codebookOf(survey), answers))
  const tables = countedTables(addResponses(emptyTally(reportPlan(survey)), rows))
  const made = protect({ study: studyPlan(survey), tables, release: 1, solver }, keyOf(seed))
  if (made.kind !== 'protected') throw new Error('there is no report')
  return knownOfHidden(solver, survey, made.report)
}

function filesOf(survey: Survey, { report }: AnyRelease): Files {
  return releaseOf({ survey, report, release: 1, date: '2026-01-05' }).files
}

function crowd(size: number, seed: number, answersOf: (chance: Chance) => Answers): Answers[] {
  const chance = chanceOf(seed)
  return Array.from({ length: size }, () => answersOf(chance))
}

function expectNothingNarrow(survey: Survey, made: AnyRelease, atLeastHidden = 1): void {
  const hidden = knownOfHidden(solver, survey, made.report)
  expect(hidden.length).toBeGreaterThanOrEqual(atLeastHidden)
  expect(hidden.filter(({ low, high }) => high - low < WIDE)).toEqual([])
}

const SCORED = surveyAsking([
  single('mood', [
    { id: 'low', score: 1 },
    { id: 'mid', score: 2 },
    { id: 'high', score: 3 },
  ]),
  single('age', ['young', 'old']),
])

const moodOf = (chance: Chance): Answers => ({
  mood: said(chance.oneOf(['low', 'mid', 'mid', 'mid', 'high', 'high'])),
  age: said(chance.oneOf(['young', 'old'])),
})

describe('what stands in the files beside the counts', () => {
  it('rules no count out by means and medians: each set of counts that the numbers allow has the printed ones', () => {
    const [mood] = reportOn(SCORED, crowd(150, 3, moodOf)).report.tables
    const slice = mood?.slices[0]
    const mean = slice?.average?.mean
    if (!slice || !mean) throw new Error('there is no mean')
    const ranges = ['low', 'mid', 'high'].map((answer) => {
      const cell = slice.cells.find((each) => each.answer === answer)
      if (cell?.status === 'published') return { low: cell.count.low, high: cell.count.high }
      if (cell && 'low' in cell) return { low: cell.low ?? 0, high: cell.high ?? 0 }
      throw new Error('no cell')
    })
    const inRange = ({ low, high }: { low: number; high: number }) => Array.from({ length: high - low + 1 }, (_, i) => low + i)
    const [lows = [], mids = [], highs = []] = ranges.map(inRange)
    const means = lows.flatMap((a) => mids.flatMap((b) => highs.map((c) => (a + 2 * b + 3 * c) / (a + b + c))))

    expect(means.length).toBeGreaterThan(300)
    // Two decimals are printed, rounded outward.
    expect(means.filter((each) => each < mean.low - 1e-9 || each > mean.high + 1e-9)).toEqual([])
  })

  it('gives a mean of a row with a coarse number the range that all counts behind the coarse one leave', () => {
    // In these the secrets round a number of this row coarsely.
    const found = [13, 14, 17].flatMap((seed) => {
      const slice = reportOn(SCORED, crowd(150, seed, moodOf), seed).report.tables[0]?.slices[0]
      const counts = ['low', 'mid', 'high'].map((answer) => slice?.cells.find((each) => each.answer === answer))
      // Fives have nine counts behind them.
      const isCoarse = counts.some((cell) => cell?.status === 'published' && cell.count.high - cell.count.low > 8)
      return isCoarse && slice?.average?.mean ? [{ counts, mean: slice.average.mean }] : []
    })

    expect(found.length).toBeGreaterThan(0)
    for (const { counts, mean } of found) {
      const ends = counts.map((cell) => (cell?.status === 'published' ? [cell.count.low, cell.count.high] : [0, 14]))
      const [lows = [], mids = [], highs = []] = ends
      const means = lows.flatMap((a) => mids.flatMap((b) => highs.map((c) => (a + 2 * b + 3 * c) / (a + b + c))))
      expect(Math.min(...means)).toBeGreaterThanOrEqual(mean.low - 1e-9)
      expect(Math.max(...means)).toBeLessThanOrEqual(mean.high + 1e-9)
    }
  })

  it('prints a median only where every set of counts that the numbers allow has that median', () => {
    const medianOf = (counts: readonly number[]) => {
      const half = counts.reduce((sum, each) => sum + each, 0) / 2
      let below = 0
      return counts.findIndex((count) => {
        below += count
        return below > half
      })
    }
    const medians = [3, 4, 5, 6].flatMap((seed) => {
      const slice = reportOn(SCORED, crowd(150, seed, moodOf), seed).report.tables[0]?.slices[0]
      const median = slice?.average?.median
      if (!slice || median === undefined) return []
      const [lows = [], mids = [], highs = []] = ['low', 'mid', 'high'].map((answer) => {
        const cell = slice.cells.find((each) => each.answer === answer)
        const { low, high } = cell?.status === 'published' ? cell.count : { low: 0, high: 14 }
        return Array.from({ length: high - low + 1 }, (_, i) => low + i)
      })
      const all = lows.flatMap((a) => mids.flatMap((b) => highs.map((c) => medianOf([a, b, c]))))
      expect(new Set(all.map((at) => ['low', 'mid', 'high'][at]))).toEqual(new Set([median]))
      return [all.length]
    })

    expect(medians.length).toBeGreaterThan(0)
    expect(Math.min(...medians)).toBeGreaterThan(300)
  })

  it('has its rows in the order of the survey, anybody who answered and in whatever order', () => {
    const keysOf = (files: Files, name: string) =>
      new TextDecoder()
        .decode(files.get(name))
        .split('\n')
        .map((line) => line.split(',').slice(3, 8).join())
    const one = filesOf(SCORED, reportOn(SCORED, crowd(150, 3, moodOf)))
    const mostlyHigh = (chance: Chance): Answers => ({ mood: said(chance.oneOf(['high', 'high', 'low'])), age: said('old') })
    const other = filesOf(SCORED, reportOn(SCORED, crowd(90, 4, mostlyHigh).toReversed()))

    for (const name of ['report.csv', 'questions.csv']) expect(keysOf(other, name)).toEqual(keysOf(one, name))
    expect([...other.keys()]).toEqual([...one.keys()])
  })

  it('follows, to the last byte and so in size, from the printed numbers', () => {
    for (const seed of [1, 2, 3]) {
      const files = filesOf(SCORED, reportOn(SCORED, crowd(100 + seed, seed, moodOf), seed))

      // The reader writes every file again from the numbers alone, and refuses any that differs.
      expect(readRelease('report', files).tables.length).toBeGreaterThan(0)
      const padded = new Map([...files].map(([name, bytes]) => [name, name === 'report.html' ? new Uint8Array([...bytes, 32]) : bytes]))
      expect(() => readRelease('report', padded)).toThrow()
    }
  })
})

describe('questions and groups of a shape that tells', () => {
  it('a question to which nearly all say the same looks alike whether nobody or up to four said otherwise', () => {
    const survey = surveyAsking([single('safe', ['yes', 'no'])])
    const seen = [0, 1, 4].map((others) => {
      const people = [...Array.from({ length: 80 - others }, () => 'yes'), ...Array.from({ length: others }, () => 'no')]
      const answers = people.map((each) => ({ safe: said(each) }))
      return new Set(Array.from({ length: 40 }, (_, seed) => JSON.stringify(reportOn(survey, answers, seed + 1).report.tables)))
    })

    const [nobody, one, four] = seen
    if (!nobody || !one || !four) throw new Error('no reports')
    // None of the reports on nobody is of a kind that one or four people never give: a reader cannot tell nobody from somebody.
    expect([...nobody].filter((each) => !one.has(each))).toEqual([])
    expect([...nobody].filter((each) => four.has(each)).length).toBeGreaterThan(0)
  })

  it('a group of one person shows nothing of that person, in none of six keys', () => {
    const survey = surveyAsking([single('safe', ['yes', 'no']), single('town', ['here', 'there'])], ['town'])
    const others = Array.from({ length: 90 }, (_, i) => ({ safe: said(i < 40 ? 'yes' : 'no'), town: said('here') }))
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const made = reportOn(survey, [...others, { safe: said('yes'), town: said('there') }], seed)
      const theirs = made.report.tables.flatMap(({ by, slices }) => slices.filter(({ group }) => by === 'town' && group === 'there'))

      expect(theirs.length).toBeGreaterThan(0)
      for (const { base, cells } of theirs) {
        expect(base).toBeUndefined()
        expect(cells.filter(({ status }) => status === 'published' || status === 'top_coded')).toEqual([])
      }
      // Nor is it told by subtracting the others from everybody.
      expectNothingNarrow(survey, made)
    }
  })

  it('groups of a question with one answer at most leave five values to each hidden count of exact numbers', () => {
    const groups: Question = { id: 'kind', type: 'pick', max: 1, auto: [], options: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] }
    const survey = exactly(surveyAsking([groups, single('said', ['y', 'n', 'm'])], ['kind']))
    // With these people numbers were worked out exactly as long as the groups were taken for overlapping ones.
    for (const seed of [7, 10, 12, 16]) {
      const chance = chanceOf(seed * 7 + 1)
      const people = Array.from({ length: 110 + chance.below(60) }, () => ({
        kind: said(chance.oneOf(['a', 'a', 'a', 'a', 'b', 'b', 'b', 'c'])),
        said: said(chance.oneOf(['y', 'y', 'y', 'y', 'n', 'n', 'n', 'n', 'm'])),
      }))
      const hidden = knownOfExact(survey, people, seed)

      expect(hidden.length).toBeGreaterThan(0)
      expect(hidden.filter(({ low, high }) => high - low < WIDE)).toEqual([])
    }
  })

  it('people in no group leave it to no reader to work out an exact number of a group, where several answers can be given', () => {
    const survey = exactly(surveyAsking([single('group', ['x', 'y']), multi('helps', ['talk', 'rest'])], ['group']))
    const some = (many: number, group: string, helps: ClosedAnswer) => Array(many).fill({ group: said(group === '' ? [] : group), helps })
    const [skipped, private_] = [{ state: 'skipped' as const }, { state: 'pns' as const }]
    // Of four who are in no group and gave an answer, all said rest: so four or more of group y skipped, and six at most.
    const people = [
      ...[...some(21, 'x', said(['talk', 'rest'])), ...some(11, 'x', said('talk')), ...some(6, 'x', said('rest'))],
      ...[...some(18, 'x', skipped), ...some(96, 'x', private_)],
      ...[...some(8, 'y', said(['talk', 'rest'])), ...some(2, 'y', said('talk')), ...some(2, 'y', said('rest'))],
      ...[...some(4, 'y', skipped), ...some(19, 'y', private_)],
      ...[...some(2, '', said(['talk', 'rest'])), ...some(2, '', said('rest')), ...some(3, '', skipped), ...some(17, '', private_)],
    ]
    for (const seed of [1, 2, 3]) {
      const hidden = knownOfExact(survey, people, seed)

      expect(hidden.length).toBeGreaterThan(0)
      expect(hidden.filter(({ low, high }) => high - low < WIDE)).toEqual([])
    }
  })

  it('nor where conditions tell how many of them were not asked', () => {
    const shown = {
      any: [
        { q: 'heard', answered: true as const },
        { q: 'told', in: ['yes'] },
      ],
    }
    const questions = [single('group', ['x', 'y']), single('heard', ['yes', 'no']), single('told', ['yes', 'no'])]
    const survey = exactly(surveyAsking([...questions, single('how', ['a', 'b'], { if: shown })], ['group']))
    const some = (many: number, ...[group = '', heard = '', told = '', how = '']: readonly string[]) =>
      Array.from({ length: many }, () =>
        applySkipLogic(
          survey,
          { group: said(listed(group)), heard: said(listed(heard)), told: said(listed(told)), how: said(listed(how)) },
          new Set(),
        ),
      )
    const listed = (option: string) => (option === '' ? [] : [option])
    // 16 were not asked how. Ten at most of them are in group y or in none: as many as did not say whether they were heard. So six or more are in x.
    const people = [
      ...[
        ...some(20, 'x', 'yes', 'yes', 'a'),
        ...some(19, 'x', 'yes', 'no', 'b'),
        ...some(10, 'x', 'no', 'no', 'a'),
        ...some(11, 'x', 'no', 'no', 'b'),
      ],
      ...[...some(3, 'x', '', 'yes', 'b'), ...some(7, 'x', '', 'no')],
      ...[
        ...some(13, 'y', 'yes', 'yes', 'a'),
        ...some(13, 'y', 'yes', 'no', 'b'),
        ...some(3, 'y', 'no', 'no', 'a'),
        ...some(2, 'y', 'no', 'no', 'b'),
      ],
      ...some(6, 'y', '', 'no'),
      ...[
        ...some(10, '', 'yes', 'yes', 'a'),
        ...some(9, '', 'yes', 'no', 'b'),
        ...some(6, '', 'no', 'no', 'b'),
        ...some(1, '', '', 'yes', 'a'),
      ],
      ...some(3, '', '', 'no'),
    ]
    for (const seed of [1, 2, 3]) {
      const hidden = knownOfExact(survey, people, seed)

      expect(hidden.length).toBeGreaterThan(0)
      expect(hidden.filter(({ low, high }) => high - low < WIDE)).toEqual([])
    }
  })

  it.each([
    ['overlap', multi('kind', ['a', 'b', 'c']), {}, 'one person can be in two groups of "kind"'],
    [
      'decide who is asked something',
      single('kind', ['a', 'b']),
      { if: { q: 'kind', in: ['a'] } },
      'the groups of "kind" decide who is asked something else',
    ],
  ] as const)('no report of exact numbers is made where groups %s: numbers were located there', (_, groups, asked, why) => {
    const survey = exactly(surveyAsking([groups, single('said', ['y', 'n'], asked)], ['kind']))
    const tables = countedTables(emptyTally(reportPlan(survey)))

    const made = protect({ study: studyPlan(survey), tables, release: 1, solver }, keyOf(1))

    expect(made.kind === 'refused' && made.refusal.message).toContain(why)
  })

  it('several answers of one person leave five values to each hidden count', () => {
    const survey = surveyAsking([multi('helps', ['talk', 'rest', 'work', 'music']), single('age', ['young', 'old'])], ['age'])
    const answers = (chance: Chance): Answers => ({
      helps: said(['talk', 'rest', 'work', 'music'].filter((_, i) => chance.below(10) < (i === 0 ? 7 : i === 1 ? 4 : 1))),
      age: said(chance.oneOf(['young', 'old'])),
    })
    for (const seed of [1, 2]) expectNothingNarrow(survey, reportOn(survey, crowd(160, seed, answers), seed))
  })

  it('a chain of conditions, in which each question is asked of part of those before, leaves them too', () => {
    const survey = surveyAsking(
      [
        single('first', ['yes', 'no']),
        single('second', ['yes', 'no'], { if: { q: 'first', in: ['yes'] } }),
        single('third', ['yes', 'no'], { if: { q: 'second', in: ['yes'] } }),
        single('fourth', ['yes', 'no'], { if: { q: 'third', in: ['yes'] } }),
        single('town', ['here', 'there']),
      ],
      ['town'],
    )
    const answers = (chance: Chance): Answers =>
      Object.fromEntries([
        ...['first', 'second', 'third', 'fourth'].map((id) => [id, said(chance.oneOf(['yes', 'yes', 'no']))]),
        ['town', said(chance.oneOf(['here', 'there']))],
      ])
    for (const seed of [1, 2]) expectNothingNarrow(survey, reportOn(survey, crowd(140, seed, answers), seed), 5)
  })

  it('fifty options with a few common ones leave them too', () => {
    const options = Array.from({ length: 50 }, (_, i) => `o${i}`)
    const survey = surveyAsking([single('place', options)])
    const answers = (chance: Chance): Answers => ({ place: said(options[Math.floor(50 * (chance.below(1000) / 1000) ** 4)] ?? 'o0') })

    expectNothingNarrow(survey, reportOn(survey, crowd(300, 5, answers)), 20)
  })
})

describe('a threshold', () => {
  /** For a number, a group and a report: what a count has to be above. */
  it.each([10, 30, 45])('of %i, tried by planting answers and by taking them back, leaves as many counts as the base', (minimum) => {
    const [b, least] = [5, smallestPrinted({ multipleOf: 5, reach: 4 }, minimum)]
    const isShown = (count: number, secret: number) => b * Math.floor((count + secret) / b) >= least
    // From below and from above, step by step: everything that is ever seen is where the step lies, which is count plus secret.
    const seen = (count: number, secret: number) => Array.from({ length: 161 }, (_, at) => isShown(count + at - 80, secret)).join()
    for (let count = 5; count <= minimum + 20; count++) {
      for (let secret = 0; secret < b; secret++) {
        const own = seen(count, secret)
        const alike = Array.from({ length: 11 }, (_, i) => count - 5 + i).filter((other) =>
          Array.from({ length: b }, (_, s) => s).some((s) => other >= 0 && seen(other, s) === own),
        )
        expect(alike.length).toBe(b)
      }
    }
  })
})

describe('a report that is refused as too few joined', () => {
  const PACE: Pace = { heldBackOneIn: 10, releaseNewcomers: 25, sliceNewcomers: 10, jitter: 10 }
  const state: SeriesState = {
    format: 'chorus-series/1',
    study: 'sample',
    release: 1,
    definition: '0'.repeat(64),
    members: 100,
    slices: {},
    releases: ['0'.repeat(64)],
    withdrawals: [0],
  }
  const KEYS = Array.from({ length: 200 }, (_, seed) => keyOf(seed + 1))

  /** For each number of honest newcomers up to 20, how often so many planted answers are the first that a report is made with. */
  function firstAccepted(pace: Pace): readonly ReadonlyMap<number, number>[] {
    const enough = KEYS.map((key) => {
      let added = 0
      while (!mayRelease(key, pace, state, { added, withdrawn: 0, base: 100 })) added++
      return added
    })
    return Array.from({ length: 21 }, (_, honest) => {
      const planted = enough.map((added) => Math.max(0, added - honest))
      return new Map([...Map.groupBy(planted, (each) => each)].map(([each, all]) => [each, all.length]))
    })
  }

  /** The most that is ever thought of one number of newcomers by who asks for a report after each answer that they plant. */
  function mostThought(pace: Pace): number {
    const byHonest = firstAccepted(pace)
    const planted = [...new Set(byHonest.flatMap((found) => [...found.keys()]))].filter((each) => each >= 14 && each <= 20)
    return Math.max(
      ...planted.map((each) => {
        const chances = byHonest.map((found) => found.get(each) ?? 0)
        return Math.max(...chances) / chances.reduce((sum, one) => sum + one, 0)
      }),
    )
  }

  it('leaves ten numbers of honest newcomers to who plants answers until one is made, and would leave one if the minimum were no secret', () => {
    expect(mostThought(PACE)).toBeLessThan(0.25)
    expect(mostThought({ ...PACE, jitter: 1 })).toBe(1)
  })
})
