import { beforeAll, describe, expect, it } from 'vitest'
import type { PriorKnowledge } from '#shared/disclosure/attack/prior-knowledge.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'
import { cellKey } from './support/counting.ts'
import { Demonstration, demonstrated, madeUpPeople } from './support/demonstration.ts'
import { onlyAbout } from './support/only-about.ts'
import { type Attacked, scoreOf } from './support/scores.ts'
import { growthOf, type MadeRelease } from './support/series.ts'

/** The number of people of each survey: as many as `npm start` lets answer. */
const PEOPLE = 200
const [MORE, LEAVING] = [90, 12]
const WIDE = 5

describe.each(['being-heard', 'crisis-response'])('the demonstration: reports on %s, of what made-up people answered', (id) => {
  let solver: Solver
  let study: Demonstration
  beforeAll(async () => {
    solver = await loadSolver()
    const survey = await demonstrated(id)
    study = new Demonstration(survey, keyOf(3), solver)
    study.join(madeUpPeople(survey, 'chorus', PEOPLE))
    await study.release()
    study.join(madeUpPeople(survey, 'later', MORE))
    study.leave(LEAVING)
    await study.release()
  }, 240_000)

  /** The number of people who came and left, and what three people said who tell each other. */
  const knows = (releases: readonly MadeRelease[]): PriorKnowledge => ({
    growth: growthOf(releases),
    insiders: study.coalitionOf([1, 60, 140]),
    facts: [],
  })

  it('are of those who stayed, some of whom left before the second one', () => {
    const [first, second] = study.releases

    expect(first?.admitted.length).toBeGreaterThan(PEOPLE * 0.7)
    expect(second?.admitted.length).toBeGreaterThan(MORE * 0.7)
    expect(second?.withdrawn).toHaveLength(LEAVING)
  })

  it.each([1, 2])('give away no hidden count, exactly or within fewer than five values: report %i', (number) => {
    const [made] = study.releases.slice(number - 1)
    if (!made) throw new Error('it was not made')

    const { hidden, wrong } = scoreOf(solver, [made], { ...knows([made]), growth: new Map() }, WIDE)

    expect(wrong).toEqual([])
    expect(hidden.cells).toBeGreaterThan(200)
    expect([hidden.exact, hidden.within[0]]).toEqual([0, 0])
  })

  it('give away, side by side, no hidden count and nobody who came or left', () => {
    const { hidden, changes, wrong } = scoreOf(solver, study.releases, knows(study.releases), WIDE)

    expect(wrong).toEqual([])
    expect(changes.cells).toBeGreaterThan(200)
    expect([hidden.exact, changes.exact, changes.within[0]]).toEqual([0, 0, 0])
  })

  it('would, if counts from ten on were printed as they are', () => {
    const some = [...new Set(study.releases[0]?.attacked.tables.flatMap(({ by, question }) => (by === undefined ? [] : question)))].slice(
      0,
      4,
    )
    const plain = study.releases.map(inTheClear).map((each) => ({ ...each, attacked: onlyAbout(each.attacked, some) }))

    const { hidden, changes, wrong } = scoreOf(solver, plain, knows(study.releases), WIDE)

    expect(wrong).toEqual([])
    expect(hidden.within[0]).toBeGreaterThan(50)
    expect(changes.exact).toBeGreaterThan(50)
  })
})

/** The same tables with their true counts; those from 1 to 9 are hidden, and how many are in each group. */
function inTheClear({ attacked, truth }: MadeRelease): Attacked {
  const countOf = (table: string, group: string | undefined, answer: string) => truth.get(cellKey({ table, group, answer })) ?? 0
  const bases = new Map(
    attacked.tables
      .filter(({ question }) => !attacked.questions.get(question)?.many)
      .flatMap(({ id, by, slices }) =>
        slices.map(({ group, cells }): [string, number] => [
          `${by}=${group}`,
          cells.filter(({ answer }) => !answer.startsWith('^')).reduce((sum, { answer }) => sum + countOf(id, group, answer), 0),
        ]),
      ),
  )
  const tables = attacked.tables.map((table) => ({
    ...table,
    slices: table.slices.map((slice) => ({
      ...(slice.group === undefined ? {} : { group: slice.group }),
      base: bases.get(`${table.by}=${slice.group}`) ?? 0,
      asOf: attacked.release,
      cells: slice.cells.map(({ answer }) => {
        const count = countOf(table.id, slice.group, answer)
        return count > 0 && count < 10 ? { answer, status: 'hidden_small' } : { answer, status: 'published', count }
      }),
    })),
  }))
  return { attacked: { ...attacked, reading: { base: 1, offsets: 'label', shownFrom: 10, hiddenFrom: 1 }, tables }, truth }
}
