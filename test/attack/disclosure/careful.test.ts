import { beforeAll, describe, expect, it } from 'vitest'
import { ONLY_THE_FILES } from '#shared/disclosure/attack/prior-knowledge.ts'
import { readAttacked } from '#shared/disclosure/attack/read-files.ts'
import { audited } from '#shared/disclosure/audit/release-gate.ts'
import { widthOf } from '#shared/disclosure/linear/linear-problem.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { releaseOf } from '#shared/release/bundle.ts'
import type { Answers } from '#shared/survey/answer.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { chanceOf } from '#test/unit/disclosure/any-survey.ts'
import { section, single, surveyOf } from '#test/unit/disclosure/sample.ts'
import { type AnyRelease, AnyStudy, type Member } from './support/any-study.ts'
import { truthOf } from './support/counting.ts'
import { knownFrom } from './support/kinds.ts'
import { scoreOf } from './support/scores.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

/** People join by invitation, and their numbers are rounded to tens. */
const survey: Survey = {
  ...surveyOf([
    section('a', [
      single('sex', ['f', 'm']),
      single('often', ['never', 'once', 'many']),
      single('ever', ['yes', 'no'], { if: { q: 'often', any_except: ['never'] } }),
      single('much', ['yes', 'no'], { if: { q: 'often', in: ['many'] } }),
    ]),
  ]),
  access: 'invitation',
  disclosure: { profile: 'careful' },
  plan: { by: ['sex'], cross: 'all', also: [], except: [] },
}

/** Few say nothing, and few say "many": what is printed beside their numbers tells a lot of them. */
function someone(chance: ReturnType<typeof chanceOf>): Answers {
  const draw = chance.below(100)
  const often = draw < 6 ? undefined : draw < 15 ? 'many' : draw < 55 ? 'once' : 'never'
  const said = (option: string) => ({ state: 'answered' as const, options: [option] })
  const answers = {
    sex: said(chance.oneOf(['f', 'm'])),
    ...(often ? { often: said(often) } : {}),
    ever: said('yes'),
    much: said(chance.oneOf(['yes', 'no'])),
  }
  return applySkipLogic(survey, answers, new Set())
}

type Played = {
  readonly number: number
  readonly made: AnyRelease
  readonly growth: { readonly admitted: number; readonly withdrawn: number }
}

/** Some 500 people, then 110 join and 4 leave before each report. The first three stay and tell each other what they said. */
function played(seed: number): { readonly releases: readonly Played[]; readonly insiders: readonly Answers[] } {
  const chance = chanceOf(seed)
  const study = new AnyStudy(survey, { solver, gate: audited, seed })
  let members: readonly Member[] = []
  const releases = [500, 110, 110].flatMap((joining, at) => {
    const number = study.next
    const left = at === 0 ? 0 : 4
    const joined = Array.from({ length: joining }, () => ({ answers: someone(chance), admittedIn: number }))
    members = [...members.slice(0, 3), ...members.slice(3 + left), ...joined]
    const made = study.release(members)
    return made ? [{ number, made, growth: { admitted: joining, withdrawn: left } }] : []
  })
  return { releases, insiders: members.slice(0, 3).map(({ answers }) => answers) }
}

function filesOf({ number, made: { report, tables } }: Played) {
  const { files } = releaseOf({ survey, report, release: number, date: '2026-01-05' })
  const text = (name: string) => new TextDecoder().decode(files.get(name))
  return { attacked: readAttacked(text('report.csv'), text('methods.json'), text('survey.json')), truth: truthOf(tables) }
}

/** Every hidden count and every change, as known to somebody who thinks of every kind of person, knows how many came and left, and is told by three insiders. */
function knownIn({ releases, insiders }: ReturnType<typeof played>) {
  const growth = new Map(releases.map((each) => [each.number, each.growth]))
  const seen = releases.map(({ number, made: { report } }) => ({ release: number, policy: report.policy, tables: report.tables }))
  const known = knownFrom(solver, survey, seen, { growth, insiders: insiders.map((answers) => ({ answers, from: 1 })) })
  const isKnownToStay = ({ since, low, high }: (typeof known)[number]) => since !== undefined && low === 0 && high === 0
  const widths = (isChange: boolean) => known.filter((each) => (each.since !== undefined) === isChange && !isKnownToStay(each)).map(widthOf)
  return { hidden: widths(false), changes: widths(true) }
}

describe('a series of reports that are rounded to tens', () => {
  it.each([1, 2])(
    'leaves nine hidden counts and five changes open, to whom three insiders tell what they said (key %i)',
    (seed) => {
      const series = played(seed)
      expect(series.releases).toHaveLength(3)

      const { hidden, changes } = knownIn(series)
      expect([hidden.length > 10, changes.length > 20]).toEqual([true, true])
      expect(Math.min(...hidden)).toBeGreaterThanOrEqual(8)
      expect(Math.min(...changes)).toBeGreaterThanOrEqual(4)

      const growth = new Map(series.releases.map((each) => [each.number, each.growth]))
      const score = scoreOf(solver, series.releases.map(filesOf), { ...ONLY_THE_FILES, growth })
      expect(score.wrong).toEqual([])
      expect([score.hidden.exact, score.hidden.within[0], score.changes.exact, score.changes.within[0]]).toEqual([0, 0, 0, 0])
    },
    300_000,
  )
})
