import { beforeAll, expect, it } from 'vitest'
import { attackRanges } from '#shared/disclosure/attack/attack-ranges.ts'
import { type PeopleKey, peopleKey } from '#shared/disclosure/attack/published.ts'
import type { DrawCounters } from '#shared/disclosure/key-audit/key-audit.ts'
import { roundCount } from '#shared/disclosure/keyed-draws.ts'
import { ProblemBuilder, type Range } from '#shared/disclosure/linear/linear-problem.ts'
import { loadSolver, type Solver, withModel } from '#shared/disclosure/linear/solver.ts'
import { protect, redrawnOffsets, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'
import { countPeople } from './support/counting.ts'
import { randomOf, shuffled } from './support/random.ts'
import { describeWithData, type Person, readPeople, survey } from './support/survey.ts'

const [B, THRESHOLD] = [5, 15]
const RELEASES = 40
const PEOPLE = 600
const ASKED = ['conflict', 'belongs']

/** Each is sent five times: by then every number it is in has taken a step, and count plus offset is known. */
const SENT: readonly Person[] = Array.from({ length: 8 }, (_, kind) => ({
  work: 'full',
  minority: 'no',
  conflict: kind % 2 === 0 ? 'yes' : 'no',
  belongs: ['strongly', 'somewhat', 'neither', 'not'][kind % 4] ?? '',
  gender: kind % 2 === 0 ? 'man' : 'woman',
  age: ['18', '25', '35', '45'][kind >> 1] ?? '',
  born: kind < 4 ? 'here' : 'stays',
}))

/** A number of a release, of people who are named as anybody can name them; undefined where "less than 15" is printed. */
type Printed = { readonly people: PeopleKey; readonly value: number | undefined; readonly sent: number }
type Print = (people: readonly Person[], release: number) => ReadonlyMap<PeopleKey, number | undefined>

/**
 * Somebody sends one known answer into each of forty releases in which nobody else comes or goes, and then puts
 * everything together: what each number said in each release, and that answers add up to groups and groups to everyone.
 */
describeWithData('known answers in forty releases, and all tables together', () => {
  let solver: Solver
  let people: readonly Person[]
  beforeAll(async () => {
    solver = await loadSolver()
    people = shuffled(readPeople(), randomOf(5)).slice(0, PEOPLE)
  })

  function watch(print: Print): Printed[] {
    return Array.from({ length: RELEASES + 1 }, (_, release) => {
      const sent = Array.from({ length: release }, (_, i) => SENT[Math.floor(i / 5)] ?? {})
      return [...print([...people, ...sent], release)].map(([named, value]) => ({ people: named, value, sent: countIn(sent, named) }))
    }).flat()
  }

  /** The candidates for each true count at the start. `offset`: of every number, where that is no secret. */
  function solved(watched: readonly Printed[], offset?: number): Left[] {
    return ASKED.flatMap((asked) => {
      const problem = new ProblemBuilder()
      const own = countPeople(people).filter(
        ({ question, by }) => question === asked || (by === undefined && survey.plan.by.includes(question)),
      )
      const counts = new Map<PeopleKey, number>()
      const countOf = (named: PeopleKey) => counts.get(named) ?? counts.set(named, problem.variable()).get(named) ?? 0
      for (const { question, by, slices } of own) {
        for (const { group, cells } of slices) {
          const all = countOf(peopleKey(undefined, undefined, by, group))
          problem.equal([...cells.map(({ answer }) => [countOf(peopleKey(question, answer, by, group)), 1] as const), [all, -1]], 0)
        }
        if (by === undefined) continue
        for (const { answer } of slices[0]?.cells ?? []) {
          const parts = slices.map(({ group }) => [countOf(peopleKey(question, answer, by, group)), 1] as const)
          problem.equal([...parts, [problem.variable(), 1], [countOf(peopleKey(question, answer)), -1]], 0)
        }
      }
      for (const [named, said] of Map.groupBy(watched, (each) => each.people)) {
        const count = counts.get(named)
        if (count === undefined) continue
        const sums = said.map(({ value, sent }) => ({
          low: (value ?? 0) - sent,
          high: (value === undefined ? THRESHOLD : value + B) - 1 - sent,
        }))
        const low = Math.max(...sums.map((each) => each.low))
        const high = Math.min(...sums.map((each) => each.high))
        const room = offset === undefined ? { low: 0, high: B - 1 } : { low: offset, high: offset }
        problem.row(
          [
            [count, 1],
            [problem.variable(room), 1],
          ],
          { low, high },
        )
      }
      const names = [...counts.keys()]
      const targets = names.map((named) => [[countOf(named), 1] as const])
      const ranges = withModel(solver, problem.build(), (model) => attackRanges(model, targets, B))
      return names.map((named, i) => ({ truth: countIn(people, named), range: ranges[i] ?? { low: 0, high: 0 } }))
    })
  }

  const byChorus =
    (seed: number, redrawn: DrawCounters): Print =>
    (some, release) => {
      const outcome = protect({ study: studyPlan(survey), tables: countPeople(some), release: release + 1, redrawn }, keyOf(seed))
      if (outcome.kind !== 'protected') throw new Error('refused')
      return new Map(
        outcome.report.tables.flatMap(({ question, by, slices }) =>
          slices.flatMap(({ group, base, cells }): [PeopleKey, number | undefined][] => [
            ...(base ? [[peopleKey(undefined, undefined, by, group), base.value] as [PeopleKey, number]] : []),
            ...cells.flatMap((cell): [PeopleKey, number | undefined][] => {
              if (cell.status !== 'published' && cell.status !== 'hidden_small') return []
              return [[peopleKey(question, cell.answer, by, group), cell.status === 'published' ? cell.count.value : undefined]]
            }),
          ]),
        ),
      )
    }

  /** To the nearest five, as anybody can see. */
  const NEAREST = 2
  const nearest: Print = (some) =>
    new Map(
      everyCell(countPeople(some)).map(([named, count]) => {
        const value = roundCount(count, NEAREST, B)
        return [named, value < THRESHOLD ? undefined : value]
      }),
    )

  const narrow = (left: readonly Left[], width: number) => left.filter(({ range }) => range.high - range.low < width)
  /** Wider ranges may be wider still than what is found. */
  const wrong = (left: readonly Left[]) => narrow(left, B).filter(({ truth, range }) => truth < range.low || truth > range.high)

  it('leave three candidates or more for every count of five or more, and no other exactly but zeros', () => {
    const left = solved(watch(byChorus(1, redrawnOffsets(solver, studyPlan(survey), keyOf(1)))))

    expect(wrong(left)).toEqual([])
    expect(left.length).toBeGreaterThan(150)
    expect(narrow(left, B).length).toBeGreaterThan(30)
    expect([narrow(left, 1).filter(({ truth }) => truth > 0), narrow(left, 2).filter(({ truth }) => truth >= B)]).toEqual([[], []])
  })

  it('give the exact count of every number that took a step when fives are the nearest ones', () => {
    const left = solved(watch(nearest), NEAREST)

    expect(wrong(left)).toEqual([])
    expect(narrow(left, 1).length).toBeGreaterThan(50)
  })
})

type Left = { readonly truth: number; readonly range: Range }

function everyCell(tables: readonly CountedTable[]): [PeopleKey, number][] {
  return tables.flatMap(({ question, by, slices }) =>
    slices.flatMap(({ group, base, cells }): [PeopleKey, number][] => [
      [peopleKey(undefined, undefined, by, group), base],
      ...cells.map(({ answer, count }): [PeopleKey, number] => [peopleKey(question, answer, by, group), count]),
    ]),
  )
}

function countIn(people: readonly Person[], named: PeopleKey): number {
  const said = named === '' ? [] : named.split('&').map((each) => each.split('='))
  return people.filter((person) => said.every(([question = '', answer]) => person[question] === answer)).length
}
