import { beforeAll, describe, expect, it } from 'vitest'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'
import { ANSWERS, GROUPS, OpenStudy, surveyOfThree } from './support/open-study.ts'
import { PhaseTracker, type Verdict } from './support/phase-tracker.ts'
import { randomOf } from './support/random.ts'

const [HONEST, PLANTED, RELEASES] = [300, 60, 12]

/** The same survey, answered by anybody with the link. */
const { access: _, ...overLink } = surveyOfThree

describe('somebody who plants answers, takes chosen ones back and reads every report', () => {
  let solver: Solver
  beforeAll(async () => {
    solver = await loadSolver()
  })

  function attack(survey: Survey, seed: number): Verdict & { readonly said: string; readonly refusals: readonly string[] } {
    const random = randomOf(seed)
    const one = <T>(of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0]
    const study = new OpenStudy({ survey, key: keyOf(seed), solver })
    for (let i = 0; i < HONEST; i++) study.join({ answer: one(ANSWERS), group: one(GROUPS) })
    const said = { answer: one(ANSWERS), group: one(GROUPS) }
    const verdict = new PhaseTracker(study, PLANTED).run(RELEASES, said.group, () => study.join(said))
    return { ...verdict, said: said.answer, refusals: study.refusals }
  }

  it('learns nothing of a newcomer over a link: there is no second report, however much they send', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { posterior, reports, silent, refusals } = attack(overLink, seed)

      expect([reports, silent]).toEqual([1, 0])
      expect(new Set(refusals)).toEqual(new Set(['no_more_reports']))
      for (const answer of ANSWERS) expect(posterior[answer]).toBeCloseTo(1 / 3)
    }
  })

  it('would learn what newcomers said if they held hundreds of invitations', () => {
    for (const seed of [3, 5]) {
      const { posterior, reports, said } = attack(surveyOfThree, seed)

      expect(reports).toBe(RELEASES)
      expect(Object.entries(posterior).filter(([, each]) => each > 0.99)).toEqual([[said, expect.any(Number)]])
    }
  })
})
