import { beforeAll, describe, expect, it } from 'vitest'
import { ONLY_THE_FILES } from '#shared/disclosure/attack/prior-knowledge.ts'
import { readAttacked } from '#shared/disclosure/attack/read-files.ts'
import { audited, type Gate } from '#shared/disclosure/audit/release-gate.ts'
import { widthOf } from '#shared/disclosure/linear/linear-problem.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import type { Answers } from '#shared/survey/answer.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { anyAnswers, anySurvey, chanceOf, withRollups } from '#test/unit/disclosure/any-survey.ts'
import { section, single, surveyOf } from '#test/unit/disclosure/sample.ts'
import { type AnyRelease, AnyStudy, type Member, noGate } from './support/any-study.ts'
import { truthOf } from './support/counting.ts'
import { knownFrom, knownOfHidden } from './support/kinds.ts'
import { type Attacked, scoreOf } from './support/scores.ts'

/** A hidden count has at least five values: so far apart are the ends. */
const WIDE = 4

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

function firstOf(survey: Survey, people: readonly Answers[], seed: number, gate: Gate): AnyRelease {
  const made = new AnyStudy(survey, { solver, gate, seed }).release(people.map((answers) => ({ answers, admittedIn: 1 })))
  if (!made) throw new Error('there is no first release')
  return made
}

function narrowIn(survey: Survey, { report }: AnyRelease) {
  const hidden = knownOfHidden(solver, survey, report)
  return { cells: hidden.length, narrow: hidden.filter(({ low, high }) => high - low < WIDE) }
}

/** Anybody who was not shown one question gave an answer to another one that hid it. */
const FOLLOWED: Survey = {
  ...surveyOf([
    section('a', [
      single('sex', ['f', 'm']),
      single('often', ['never', 'once', 'some', 'many']),
      single('ever', ['yes', 'no'], { if: { q: 'often', any_except: ['never'] } }),
      single('much', ['yes', 'no'], { if: { q: 'often', in: ['many'] } }),
      single('more', ['yes', 'no'], { if: { q: 'often', in: ['some', 'many'] } }),
      single('none', ['yes', 'no'], { if: { q: 'often', in: ['never'] } }),
    ]),
  ]),
  plan: { by: ['sex'], cross: 'all', also: [], except: [] },
}

/** Few skip, and few say "many": what is printed beside their numbers tells a lot of them. */
function answersTo(survey: Survey, chance: ReturnType<typeof chanceOf>): Answers {
  const often = chance.below(100)
  const option = often < 5 ? '' : often < 12 ? 'many' : often < 30 ? 'once' : often < 60 ? 'some' : 'never'
  const said = { sex: chance.oneOf(['f', 'm']), often: option, ...yesOrNo(chance) }
  const answered = Object.entries(said).flatMap(([id, each]) =>
    each === '' ? [] : [[id, { state: 'answered' as const, options: [each] }] as const],
  )
  return applySkipLogic(survey, Object.fromEntries(answered), new Set())
}

function yesOrNo(chance: ReturnType<typeof chanceOf>) {
  return Object.fromEntries(['ever', 'much', 'more', 'none'].map((id) => [id, chance.oneOf(['yes', 'no', 'no'])]))
}

/** From here on an attacker has the bytes of the files, and reads them itself. */
function filesOf({ report, tables }: AnyRelease, release: number, survey = FOLLOWED): Attacked {
  const { files } = releaseOf({ survey, report, release, date: '2026-01-05' })
  const text = (name: string) => new TextDecoder().decode(files.get(name))
  return { attacked: readAttacked(text('report.csv'), text('methods.json'), text('survey.json')), truth: truthOf(tables) }
}

describe('who is shown what', () => {
  let narrowWithoutGate = 0

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
    'leaves five values to every hidden count, whatever is asked of whom (survey %i)',
    (seed) => {
      const survey = anySurvey(seed, { questions: 5, options: 3, groupings: 1 })
      const chance = chanceOf(seed * 13 + 1)
      const people = Array.from({ length: 100 + chance.below(400) }, () => anyAnswers(survey, chance))

      const made = firstOf(survey, people, seed, audited)

      expect(narrowIn(survey, made).narrow).toEqual([])
      expect(scoreOf(solver, [filesOf(made, 1, survey)]).wrong).toEqual([])
    },
  )

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
    'leaves five values to every hidden count where answers and groups are taken together too (survey %i)',
    (seed) => {
      const survey = withRollups(anySurvey(seed, { questions: 4, options: 4, groupings: 2, ordinary: seed % 2 === 0 }), seed)
      const chance = chanceOf(seed * 17 + 5)
      const people = Array.from({ length: 80 + chance.below(200) }, () => anyAnswers(survey, chance))

      const made = firstOf(survey, people, seed, audited)

      expect(narrowIn(survey, made).narrow).toEqual([])
      const { wrong, hidden } = scoreOf(solver, [filesOf(made, 1, survey)])
      expect([wrong, hidden.within[0]]).toEqual([[], 0])
    },
  )

  it.each([1, 2, 3, 4, 5, 6])('leaves five values to every hidden count of a small community, rounded to threes (survey %i)', (seed) => {
    const survey: Survey = {
      ...withRollups(anySurvey(seed, { questions: 4, options: 3, groupings: 1 }), seed),
      disclosure: { profile: 'small', reports: 1, why: 'We are few.' },
    }
    const chance = chanceOf(seed * 19 + 3)
    const people = Array.from({ length: 40 + chance.below(100) }, () => anyAnswers(survey, chance))

    const [made, open] = [firstOf(survey, people, seed, audited), firstOf(survey, people, seed, noGate)]

    expect(narrowIn(survey, made)).toEqual({ cells: expect.toSatisfy((cells: number) => cells > 5), narrow: [] })
    const score = scoreOf(solver, [filesOf(made, 1, survey)])
    expect(score.wrong).toEqual([])
    // By the survey's own rules nobody is asked some questions: their zeros tell nothing.
    const possible = new Set(knownOfHidden(solver, survey, made.report).map(({ table, group, answer }) => [table, group, answer].join()))
    const narrow = score.learned.filter(({ kind, low, high }) => kind === 'hidden' && high - low < WIDE)
    expect(narrow.filter(({ table, group, answer }) => possible.has([table, group, answer].join()))).toEqual([])
    narrowWithoutGate += narrowIn(survey, open).narrow.length
  })

  it('would leave fewer where no report of a small community passes the gate', () => {
    expect(narrowWithoutGate).toBeGreaterThan(0)
  })

  it.each([23, 60])(
    'gives counts away where no release passes the gate, to who thinks of everything and to our attack (sample %i)',
    (seed) => {
      const chance = chanceOf(seed)
      const people = Array.from({ length: 150 + chance.below(150) }, () => answersTo(FOLLOWED, chance))
      const [open, gated] = [noGate, audited].map((gate) => firstOf(FOLLOWED, people, seed, gate))
      if (!open || !gated) throw new Error('there are no releases')

      expect(narrowIn(FOLLOWED, gated)).toEqual({ cells: expect.toSatisfy((cells: number) => cells > 10), narrow: [] })
      const given = narrowIn(FOLLOWED, open).narrow.length
      expect(given).toBeGreaterThan(0)
      expect([gated, open].map((each) => scoreOf(solver, [filesOf(each, 1)]).hidden.within[0])).toEqual([0, given])
    },
  )

  it('gives nobody away over releases, to who reads the files and knows how many came and left, nor to who thinks of everything', () => {
    const chance = chanceOf(7)
    const study = new AnyStudy(FOLLOWED, { solver, gate: audited, seed: 7 })
    let members: readonly Member[] = []
    const releases = [300, 60, 60, 60].flatMap((joining, at) => {
      const admitted = Array.from({ length: joining }, () => ({ answers: answersTo(FOLLOWED, chance), admittedIn: study.next }))
      const left = at === 0 ? 0 : 5
      const number = study.next
      const made = study.release([...members.slice(left), ...admitted])
      if (!made) return []
      members = [...members.slice(left), ...admitted]
      return [{ number, made, growth: { admitted: joining, withdrawn: left } }]
    })
    const read = releases.map(({ number, made }) => filesOf(made, number))

    const growth = new Map(releases.map((each) => [each.number, each.growth]))
    const all = scoreOf(solver, read, { ...ONLY_THE_FILES, growth })

    expect(read.length).toBe(4)
    expect(all.wrong).toEqual([])
    expect([all.hidden.exact, all.changes.exact, all.changes.within[0]]).toEqual([0, 0, 0])
    for (const one of read) expect(scoreOf(solver, [one]).hidden.within[0]).toBe(0)
    const seen = releases.map(({ number, made: { report } }) => ({ release: number, policy: report.policy, tables: report.tables }))
    const insiders = members.slice(0, 3).map(({ answers }) => ({ answers, from: 1 }))
    const known = knownFrom(solver, FOLLOWED, seen, { growth, insiders })
    const valuesOf = (isChange: boolean) =>
      known.filter(({ since, low, high }) => (since !== undefined) === isChange && !(isChange && low === 0 && high === 0)).map(widthOf)
    expect(Math.min(...valuesOf(false))).toBeGreaterThanOrEqual(WIDE)
    expect(Math.min(...valuesOf(true))).toBeGreaterThanOrEqual(2)
  })
})
