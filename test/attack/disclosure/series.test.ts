import { beforeAll, expect, it } from 'vitest'
import type { Insider, PriorKnowledge } from '#shared/disclosure/attack/prior-knowledge.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'
import { randomOf, shuffled } from './support/random.ts'
import { type Score, scoreOf } from './support/scores.ts'
import { growthOf, type MadeRelease, Study } from './support/series.ts'
import { describeWithData, type Person, readPeople } from './support/survey.ts'

/** Ranges this wide are no finding, for a count or for a change. */
const WIDE = 5

/** Twelve releases are each audited together with all before. */
const MINUTES = 900_000

/** While nothing is repaired, a repeated group changed by fewer people than the most that ever refreshes it. */
const UNSEEN = 18

describeWithData('a study that people join and leave', () => {
  let solver: Solver
  let all: readonly Person[]
  let made: ReturnType<typeof studyOf> | undefined
  beforeAll(async () => {
    solver = await loadSolver()
    all = readPeople()
  })

  /** 600 people first, then 60 come and 6 go for each release that is tried for. */
  function studyOf(seed: number, releases: number, isAudited = false): { study: Study; people: readonly Person[] } {
    const random = randomOf(seed)
    const people = shuffled(all, random)
    const study = new Study(people, { key: keyOf(seed), solver, audited: isAudited })
    let next = 0
    while (study.releases.length < releases) {
      const first = study.releases.length === 0
      study.join(...Array.from({ length: first ? 600 : 60 }, () => next++))
      if (!first) study.leave(...shuffled(study.admitted, random).slice(0, 6))
      study.release()
    }
    return { study, people }
  }

  /** Made once, for the tests that attack it. */
  function auditedStudy(): ReturnType<typeof studyOf> {
    made ??= studyOf(12, 12, true)
    return made
  }

  /** In a whole history: nothing exact, no change within fewer than three values. Of one release: no count within fewer than five. */
  function expectSafe(releases: readonly MadeRelease[], knowledge: PriorKnowledge, alone = releases): Score {
    const score = scoreOf(solver, releases, knowledge, WIDE)
    expect(score.wrong).toEqual([])
    expect([score.hidden.exact, score.changes.exact, score.changes.within[0]]).toEqual([0, 0, 0])
    for (const release of alone) {
      const one = scoreOf(solver, [release], { ...knowledge, growth: new Map() }, WIDE)
      expect([one.hidden.exact, one.hidden.within[0]]).toEqual([0, 0])
    }
    return score
  }

  it(
    'gives nobody away in twelve releases to who knows how many came and left',
    () => {
      const { releases } = auditedStudy().study

      const score = expectSafe(releases, { growth: growthOf(releases), insiders: [], facts: [] })

      expect(releases).toHaveLength(12)
      expect(score.hidden.cells).toBeGreaterThan(300)
      expect(score.changes.cells).toBeGreaterThan(300)
    },
    MINUTES,
  )

  it(
    'gives nobody away to three insiders, wherever they stand',
    () => {
      const { releases } = auditedStudy().study

      const found = coalitions(releases, auditedStudy().people)
      for (const [at, insiders] of found.entries()) {
        expect(insiders).toHaveLength(3)
        // Each of them in the whole history, and each release for itself to one of them.
        const alone = releases.filter((_, each) => each % found.length === at)
        expectSafe(releases, { growth: growthOf(releases), insiders, facts: [] }, alone)
      }
    },
    MINUTES,
  )

  it('gives away no exact number, and no change, even where nothing was repaired', () => {
    const { study } = studyOf(11, 6)

    const score = scoreOf(
      solver,
      study.releases,
      { growth: growthOf(study.releases), insiders: [], facts: [], unseenNewcomers: UNSEEN },
      WIDE,
    )

    expect(score.wrong).toEqual([])
    expect([score.hidden.exact, score.changes.exact, score.changes.within[0]]).toEqual([0, 0, 0])
  })

  it('shows nothing of a known person who takes their answers back until ten people of their group came or left', () => {
    const people = shuffled(all, randomOf(18))
    const reports = [false, true].map((leaves) => {
      const study = new Study(people, { key: keyOf(18), audited: false })
      study.join(...people.slice(0, 1000).keys())
      study.release()
      study.join(...Array.from({ length: 60 }, (_, i) => 1000 + i))
      const known = study.admitted.find((each) => people[each]?.gender === 'woman')
      if (known !== undefined && leaves) study.leave(known)
      const made = study.release()
      const women = made?.attacked.tables.flatMap(({ id, slices }) =>
        slices.filter(({ group }) => group === 'woman').map((slice) => ({ id, slice })),
      )
      return { women, asOf: women?.map(({ slice }) => slice.asOf), withdrawn: made?.withdrawn.length }
    })

    expect(reports.map(({ withdrawn }) => withdrawn)).toEqual([0, 1])
    expect(reports[0]?.asOf).toEqual([1, 1, 1, 1])
    expect(reports[1]?.women).toEqual(reports[0]?.women)
  })

  it('counts a group again only after ten people in it came or left', () => {
    for (const seed of [15, 16, 17]) {
      const { study, people } = studyOf(seed, 12)
      const changed = new Map<string, number>()
      for (const { attacked, admitted, withdrawn } of study.releases) {
        for (const slice of attacked.tables
          .filter(({ question }) => question === 'work')
          .flatMap(({ by, slices }) => slices.map((each) => ({ by, ...each })))) {
          const name = `${slice.by} ${slice.group}`
          const isIn = (each: number) => slice.by === undefined || people[each]?.[slice.by] === slice.group
          const since = (changed.get(name) ?? 0) + [...admitted, ...withdrawn].filter(isIn).length
          if (slice.asOf === attacked.release && attacked.release > 1) expect(since, name).toBeGreaterThanOrEqual(10)
          changed.set(name, slice.asOf === attacked.release ? 0 : since)
        }
      }
    }
  })
})

/** Three of a small answer, three of a small group, and three anywhere; where there are fewer, others join them. */
function coalitions(releases: readonly MadeRelease[], people: readonly Person[]): Insider[][] {
  const admittedIn = new Map(releases.flatMap(({ attacked, admitted }) => admitted.map((each) => [each, attacked.release] as const)))
  const gone = new Set(releases.flatMap(({ withdrawn }) => withdrawn))
  const members = [...admittedIn.keys()].filter((each) => !gone.has(each))
  const among = (wanted: Person) =>
    members.filter((each) => Object.entries(wanted).every(([question, answer]) => people[each]?.[question] === answer))
  return [among({ work: 'retired' }), among({ gender: 'woman', conflict: 'yes' }), among({ age: '55' }), members].map((some) =>
    [...new Set([...some, ...members])].slice(0, 3).map((each) => ({
      from: admittedIn.get(each) ?? 1,
      said: (question, answer) => people[each]?.[question] === answer,
    })),
  )
}
