import { beforeAll, expect, it } from 'vitest'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'
import { type Baseline, complementary, setKeyed, thresholdOnly } from './support/baselines.ts'
import { countPeople, truthOf } from './support/counting.ts'
import { randomOf, shuffled } from './support/random.ts'
import { type Score, scoreOf } from './support/scores.ts'
import { growthOf, Study } from './support/series.ts'
import { describeWithData, type Person, readPeople } from './support/survey.ts'

/**
 * Fifteen people join a thousand, or two hundred, and both reports are published. The attacker knows how many joined and
 * that nobody left. What is weak was first measured on OSMI 2016, whose data may not be passed on: beside it stands how
 * many of the newcomers' cells were known exactly there.
 */
describeWithData('two reports with fifteen newcomers between them', () => {
  let solver: Solver
  let people: readonly Person[]
  beforeAll(async () => {
    solver = await loadSolver()
    people = shuffled(readPeople(), randomOf(7))
  })

  function against(baseline: Baseline, first: number): Score {
    const releases = [first, first + 15].map((size, i) => {
      const some = people.slice(0, size)
      return { attacked: baseline(some, i + 1), truth: truthOf(countPeople(some)) }
    })
    const score = scoreOf(solver, releases, { growth: new Map([[2, { admitted: 15, withdrawn: 0 }]]), insiders: [], facts: [] })
    expect(score.wrong).toEqual([])
    return score
  }

  /** The number of them, of those that are known exactly, and of hidden ones that are known within fewer than five values. */
  const found = ({ hidden, changes }: Score) => ({
    hidden: [hidden.cells, hidden.exact, hidden.within[0]],
    newcomers: [changes.cells, changes.exact],
  })

  it.each([
    [200, 69, { hidden: [296, 63, 176], newcomers: [78, 72] }],
    [1000, 100, { hidden: [218, 58, 134], newcomers: [73, 73] }],
  ])(
    'give away hidden cells and nearly all newcomers when small counts are only left out (%i people; on OSMI 2016, of 100 newcomers %i)',
    (first, _, expected) => {
      expect(found(against(thresholdOnly, first))).toEqual(expected)
    },
  )

  it.each([
    [200, 56, { hidden: [322, 27, 176], newcomers: [78, 70] }],
    [1000, 100, { hidden: [270, 4, 88], newcomers: [73, 70] }],
  ])(
    'give away nearly all newcomers when neighbours of small counts are left out too (%i people; on OSMI 2016, of 100 newcomers %i)',
    (first, _, expected) => {
      expect(found(against(complementary, first))).toEqual(expected)
    },
  )

  /** The second report is tried for again, with forty more people, until there is one. */
  function byChorus(first: number, audited: boolean): Score {
    const study = new Study(people, { key: keyOf(3), solver, audited })
    for (let next = first, from = 0; study.releases.length < 2; from = next, next += 40) {
      study.join(...Array.from({ length: next - from }, (_, i) => from + i))
      study.release()
    }
    const score = scoreOf(solver, study.releases, { growth: growthOf(study.releases), insiders: [], facts: [] })
    expect(score.wrong).toEqual([])
    return score
  }

  it.each([200, 1000])('give away neither hidden cells nor newcomers when made by Chorus (%i people)', (first) => {
    const { hidden, changes } = byChorus(first, true)

    expect([hidden.exact, hidden.within[0]]).toEqual([0, 0])
    expect([changes.exact, changes.within[0]]).toEqual([0, 0])
    expect(hidden.cells).toBeGreaterThan(100)
    expect(changes.cells).toBeGreaterThan(20)
  })

  it('need the audit: without it two of the hidden cells are narrowed too much', () => {
    const { hidden } = byChorus(1000, false)

    expect([hidden.exact, hidden.within[0]]).toEqual([0, 2])
  })

  it('narrow hidden cells too much when each set of people is rounded anew', () => {
    expect(found(against(setKeyed(keyOf(1)), 1000))).toEqual({ hidden: [340, 0, 6], newcomers: [73, 0] })
  })
})
