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
 * that nobody left.
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

  it.each([200, 1000])('give away hidden cells and newcomers when small counts are only left out (%i people)', (first) => {
    const { hidden, changes } = against(thresholdOnly, first)

    expect(hidden.exact / hidden.cells).toBeGreaterThan(0.15)
    expect(changes.cells).toBeGreaterThan(50)
    expect(changes.exact / changes.cells).toBeGreaterThan(0.9)
  })

  it.each([200, 1000])('give away newcomers when neighbours of small counts are left out too (%i people)', (first) => {
    const { hidden, changes } = against(complementary, first)

    expect(hidden.exact / hidden.cells).toBeLessThan(0.1)
    expect(hidden.within[0]).toBeGreaterThan(50)
    expect(changes.exact / changes.cells).toBeGreaterThan(0.85)
  })

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
    const { hidden } = against(setKeyed(keyOf(1)), 1000)

    expect(hidden.within[0]).toBeGreaterThan(0)
  })
})
