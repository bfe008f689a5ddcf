import { beforeAll, describe, expect, it } from 'vitest'
import type { Learned } from '#shared/disclosure/attack/attack-history.ts'
import { ONLY_THE_FILES } from '#shared/disclosure/attack/prior-knowledge.ts'
import { peopleKey } from '#shared/disclosure/attack/published.ts'
import { readAttacked } from '#shared/disclosure/attack/read-files.ts'
import { audited, type Gate } from '#shared/disclosure/audit/release-gate.ts'
import { widthOf } from '#shared/disclosure/linear/linear-problem.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import type { Answers } from '#shared/survey/answer.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { anyAnswers, anySurvey, chanceOf, withNest } from '#test/unit/disclosure/any-survey.ts'
import { section, single, surveyOf } from '#test/unit/disclosure/sample.ts'
import { type AnyRelease, AnyStudy, type Member, noGate } from './support/any-study.ts'
import { truthOf } from './support/counting.ts'
import { type KnownCount, knownOfHidden } from './support/kinds.ts'
import { type Score, scoreOf } from './support/scores.ts'

/** A hidden count has at least five values: so far apart are the ends. */
const WIDE = 4

/** Five counties in three regions; one region is one county. Anybody with a map knows which lies where. */
const REGION_OF: Readonly<Record<string, string>> = { a: 'n', b: 'n', c: 's', d: 's', e: 'w' }
const SEEDS = Array.from({ length: 24 }, (_, i) => i + 1)

function surveyWith(nests: Survey['plan']['nests'], profile: Survey['disclosure'] = { profile: 'rounded' }): Survey {
  const counties = Object.entries(REGION_OF).map(([id, place]) => ({ id, ...(nests ? { in: place } : {}) }))
  const questions = [single('q', ['yes', 'no', 'some']), single('region', ['n', 's', 'w']), single('county', counties)]
  return {
    ...surveyOf([section('x', questions)]),
    disclosure: profile,
    plan: { by: ['region', 'county'], cross: ['q'], also: [], except: [], ...(nests ? { nests } : {}) },
  }
}

const CLAIMED = surveyWith({ county: 'region' })
const UNCLAIMED = surveyWith(undefined)

const said = (option: string) => ({ state: 'answered' as const, options: [option] })

/** Everybody answers everything, and what they say depends on where they live. */
function personOf(chance: ReturnType<typeof chanceOf>): Answers {
  const county = chance.oneOf(['a', 'a', 'b', 'c', 'd', 'd', 'e', 'e'])
  const q = chance.oneOf(
    county === 'b' || county === 'c' ? ['yes', 'yes', 'yes', 'yes', 'no', 'some'] : ['yes', 'yes', 'no', 'no', 'no', 'some'],
  )
  return { q: said(q), county: said(county), region: said(REGION_OF[county] ?? '') }
}

function crowdOf(seed: number): Answers[] {
  const chance = chanceOf(seed * 7)
  return Array.from({ length: 150 + chance.below(150) }, () => personOf(chance))
}

const optionOf = (kind: Answers, question: string) => {
  const answer = kind[question]
  return answer?.state === 'answered' && 'options' in answer ? answer.options[0] : undefined
}

/** Nobody is in a county and not in its region, and nobody left either out. */
const allAnswered = (kind: Answers) => {
  const county = optionOf(kind, 'county')
  return county !== undefined && REGION_OF[county] === optionOf(kind, 'region')
}

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

function reportOn(survey: Survey, people: readonly Answers[], seed: number, gate: Gate = audited): AnyRelease {
  const made = new AnyStudy(survey, { solver, gate, seed }).release(people.map((answers) => ({ answers, admittedIn: 1 })))
  if (!made) throw new Error('there is no report')
  return made
}

function narrowIn(survey: Survey, { report }: AnyRelease, wide = WIDE): readonly KnownCount[] {
  return knownOfHidden(solver, survey, report, allAnswered).filter(({ low, high }) => high - low < wide)
}

/** The reports of a survey, one a crowd: made once, for all tests that look at them. */
function reportsOn(survey: Survey, gate: Gate = audited): readonly AnyRelease[] {
  const made = madeBefore.get(survey)?.get(gate) ?? SEEDS.map((seed) => reportOn(survey, crowdOf(seed), seed, gate))
  madeBefore.set(survey, new Map(madeBefore.get(survey)).set(gate, made))
  return made
}
const madeBefore = new Map<Survey, ReadonlyMap<Gate, readonly AnyRelease[]>>()

function narrowInAll(survey: Survey, gate: Gate = audited): number {
  return reportsOn(survey, gate).flatMap((made) => narrowIn(survey, made)).length
}

const attackedOf = (survey: Survey, { report, tables }: AnyRelease, release = 1) => {
  const { files } = releaseOf({ survey, report, release, date: '2026-01-05' })
  const text = (name: string) => new TextDecoder().decode(files.get(name))
  return { attacked: readAttacked(text('report.csv'), text('methods.json'), text('survey.json')), truth: truthOf(tables) }
}

/** That nobody left the county out, as somebody would say it to `chorus attack --knows`. */
const knowing = (releases: number) => ({
  ...ONLY_THE_FILES,
  facts: Array.from({ length: releases }, (_, i) => ({ release: i + 1, people: peopleKey('county', '~skipped'), count: 0 })),
})

/** Hidden counts that are located, but for those that were known to be nobody. */
function learnedOf({ learned }: Score): readonly Learned[] {
  const isKnown = ({ table, answer }: Learned) => (table === 'county' || table === 'region') && answer === '~skipped'
  return learned.filter((each) => each.kind === 'hidden' && widthOf(each) < WIDE && !isKnown(each))
}

describe('counties in regions, everybody answering both', () => {
  it('are located within four values by who thinks of every kind of people, where the plan does not say that they nest', () => {
    expect(narrowInAll(UNCLAIMED)).toBeGreaterThan(2)
  })

  it('are located too where the plan says so and no report passes the gate', () => {
    expect(narrowInAll(CLAIMED, noGate)).toBeGreaterThan(0)
  })

  it('keep five values in every hidden count where the plan says so, and something is still printed of each', () => {
    const made = reportsOn(CLAIMED)

    expect(made.flatMap((each) => narrowIn(CLAIMED, each))).toEqual([])
    for (const { report } of made)
      expect(
        report.tables.flatMap(({ slices }) => slices.flatMap(({ cells }) => cells)).filter(({ status }) => status === 'published').length,
      ).toBeGreaterThan(15)
  })

  it('are found by chorus attack without the gate, and not with it', () => {
    const narrow = (gate: Gate) =>
      reportsOn(CLAIMED, gate).flatMap((made) => {
        const score = scoreOf(solver, [attackedOf(CLAIMED, made)], knowing(1))
        expect(score.wrong).toEqual([])
        return learnedOf(score)
      }).length

    expect([narrow(noGate) > 0, narrow(audited)]).toEqual([true, 0])
  })

  it('keep their values in a second report too, and every change three', () => {
    for (const seed of [4, 12, 16]) {
      const chance = chanceOf(seed * 31)
      const study = new AnyStudy(CLAIMED, { solver, gate: audited, seed })
      let members: readonly Member[] = []
      const releases = [220, 60, 60].flatMap((joining) => {
        const number = study.next
        members = [...members, ...Array.from({ length: joining }, () => ({ answers: personOf(chance), admittedIn: number }))]
        const made = study.release(members)
        return made ? [attackedOf(CLAIMED, made, number)] : []
      })
      const score = scoreOf(solver, releases, knowing(releases.length))

      expect(releases.length).toBeGreaterThan(1)
      expect(score.wrong).toEqual([])
      expect([learnedOf(score), score.changes.within[0]]).toEqual([[], 0])
    }
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'keep five values in surveys of any shape, where some say a region and no county (survey %i)',
    (seed) => {
      const survey = withNest(anySurvey(seed, { questions: 2, options: 3, groupings: 1, ordinary: true }), seed)
      const chance = chanceOf(seed * 23 + 9)
      const people = Array.from({ length: 100 + chance.below(300) }, () => anyAnswers(survey, chance))

      const made = reportOn(survey, people, seed)

      const hidden = knownOfHidden(solver, survey, made.report)
      expect(hidden.length).toBeGreaterThan(0)
      expect(hidden.filter(({ low, high }) => high - low < WIDE)).toEqual([])
      expect(scoreOf(solver, [attackedOf(survey, made)]).wrong).toEqual([])
    },
  )
})
