import { beforeAll, expect, it } from 'vitest'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'
import { onlyAbout } from './support/only-about.ts'
import { randomOf, shuffled } from './support/random.ts'
import { scoreOf } from './support/scores.ts'
import { growthOf, type MadeRelease, Study } from './support/series.ts'
import { describeWithData, type Person, readPeople } from './support/survey.ts'

const RELEASES = 12
const WIDE = 5
/** A repeated group changed by fewer people than the most that ever refreshes it. */
const UNSEEN = 18

/** In each order another question is attacked, with all it is crossed with. */
const ORDERS = [
  { seed: 32, question: 'minority' },
  { seed: 33, question: 'conflict' },
  { seed: 34, question: 'belongs' },
] as const

/**
 * The same people in other orders: 600 at first, then 60 come and 6 go for each release that is tried for. Releases are as
 * rounding, secret offsets and waiting make them, before the audit looks for the few cells that these leave too narrow.
 */
describeWithData('twelve releases, in any order in which people come', () => {
  let solver: Solver
  let all: readonly Person[]
  beforeAll(async () => {
    solver = await loadSolver()
    all = readPeople()
  })

  function studyOf(seed: number): { releases: readonly MadeRelease[]; people: readonly Person[] } {
    const random = randomOf(seed)
    const people = shuffled(all, random)
    const study = new Study(people, { key: keyOf(seed), audited: false })
    let next = 0
    while (study.releases.length < RELEASES) {
      const first = study.releases.length === 0
      study.join(...Array.from({ length: first ? 600 : 60 }, () => next++))
      if (!first) study.leave(...shuffled(study.admitted, random).slice(0, 6))
      study.release()
    }
    return { releases: study.releases, people }
  }

  it.each(ORDERS)(
    'give away no hidden count and nobody who came or left, to three insiders: order $seed, $question',
    ({ seed, question }) => {
      const { releases, people } = studyOf(seed)
      const left = releases.flatMap(({ withdrawn }) => withdrawn)
      const insiders = releases
        .flatMap(({ attacked, admitted }) => admitted.map((each) => ({ each, from: attacked.release })))
        .filter(({ each }) => !left.includes(each))
        .filter((_, at) => at % 200 === 0)
        .slice(0, 3)
        .map(({ each, from }) => ({ from, said: (asked: string, answer: string) => people[each]?.[asked] === answer }))
      const about = releases.map((release) => ({ ...release, attacked: onlyAbout(release.attacked, [question]) }))

      const whole = scoreOf(solver, about, { growth: growthOf(about), insiders, facts: [], unseenNewcomers: UNSEEN }, WIDE)
      const alone = about.map((release) => scoreOf(solver, [release], { growth: new Map(), insiders, facts: [] }, WIDE))

      expect([insiders.length, left.length]).toEqual([3, 6 * (RELEASES - 1)])
      expect([whole, ...alone].flatMap(({ wrong }) => wrong)).toEqual([])
      expect(whole.hidden.cells).toBeGreaterThan(60)
      expect(whole.changes.cells).toBeGreaterThan(60)
      expect([whole.hidden.exact, whole.changes.exact, whole.changes.within[0]]).toEqual([0, 0, 0])
      expect(alone.map(({ hidden }) => hidden.exact)).toEqual(Array(RELEASES).fill(0))
    },
  )
})
