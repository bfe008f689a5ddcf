import { expect, it } from 'vitest'
import { protect, studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { ReportTable } from '#shared/disclosure/report.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'
import { candidateCounts, type Rule } from './support/candidate-counts.ts'
import { cellKey, countPeople, truthOf } from './support/counting.ts'
import { drawnFor, randomOf, shuffled } from './support/random.ts'
import { describeWithData, type Person, readPeople, survey } from './support/survey.ts'

const [K, B] = [10, 5]
const MOST = 1000

/** The published rule of the profile, written here by hand: multiples of 5 from 15 on. */
const onRoundedValue: Rule = (count, offset) => {
  const rounded = 5 * Math.floor((count + offset) / 5)
  return rounded >= 15 ? rounded : undefined
}

/** The rule of the reference profile at first: hide a count below ten, whatever it rounds to. */
const onTrueCount: Rule = (count, offset) => (count < K ? undefined : 5 * Math.floor((count + offset) / 5))

/** Somebody sends one answer after another, always the same, and every release counts it. Nobody else comes or goes. */
describeWithData('an attacker who sends a known answer into each of forty releases', () => {
  const RELEASES = 40
  const sent: Person = { work: 'retired', minority: 'yes', conflict: 'yes', belongs: 'not', gender: 'woman', age: '55', born: 'leaves' }

  /** Gives the printed numbers of each cell the sent answers are in, release by release, and how many people were in it at the start. */
  function watch(seed: number, print: (tables: readonly CountedTable[], release: number) => Printed) {
    const people = shuffled(readPeople(), randomOf(seed)).slice(0, 600)
    const before = truthOf(countPeople(people))
    const printed = Array.from({ length: RELEASES + 1 }, (_, release) =>
      print(countPeople([...people, ...Array.from({ length: release }, () => sent)]), release + 1),
    )
    const cells = [...truthOf(countPeople([sent]))].filter(([, count]) => count === 1).map(([cell]) => cell)
    return cells.map((cell) => ({
      truth: before.get(cell) ?? 0,
      watched: printed.flatMap((each, release) => (each.has(cell) ? [{ sent: release, printed: each.get(cell) }] : [])),
    }))
  }

  const byChorus = (seed: number) => (tables: readonly CountedTable[], release: number) => {
    const outcome = protect({ study: studyPlan(survey), tables, release }, keyOf(seed))
    if (outcome.kind !== 'protected') throw new Error('refused')
    return printedCells(outcome.report.tables)
  }

  const anew = (seed: number) => (tables: readonly CountedTable[], release: number) =>
    byCount(tables, seed, (cell) => `${cell}\n${release}`)

  const fixedThreshold = (seed: number) => (tables: readonly CountedTable[]) => byCount(tables, seed, (cell) => cell)

  it('keeps five candidates for every count, fewer only where the count is below five', () => {
    for (const seed of [1, 2]) {
      for (const { truth, watched } of watch(seed, byChorus(seed))) {
        const left = candidateCounts({ rule: onRoundedValue, base: B, offsets: 'label', watched, most: MOST })

        expect(left).toContain(truth)
        expect(left.length).toBeGreaterThanOrEqual(Math.min(B, truth + 1))
      }
    }
  })

  it('learns nothing more from the release in which a hidden cell first appears', () => {
    let appeared = 0
    for (const seed of [1, 2]) {
      for (const { truth, watched } of watch(seed, byChorus(seed))) {
        const first = watched.findIndex(({ printed }) => printed !== undefined)
        if (first <= 0) continue
        appeared++
        const around = watched.slice(first - 1, first + 1)
        expect(
          candidateCounts({ rule: onRoundedValue, base: B, offsets: 'label', watched: around, most: MOST }).length,
        ).toBeGreaterThanOrEqual(Math.min(B, truth + 1))
      }
    }
    expect(appeared).toBeGreaterThan(3)
  })

  it('finds the exact count of every hidden cell when the threshold looks at the count', () => {
    const hidden = [1, 2].flatMap((seed) => watch(seed, fixedThreshold(seed))).filter(({ truth }) => truth < K)

    expect(hidden.length).toBeGreaterThan(10)
    for (const { truth, watched } of hidden) {
      expect(candidateCounts({ rule: onTrueCount, base: B, offsets: 'label', watched, most: MOST })).toEqual([truth])
    }
  })

  it('finds most counts when each release is rounded anew', () => {
    const large = [1, 2].flatMap((seed) => watch(seed, anew(seed))).filter(({ truth }) => truth >= K)
    const exactAfter = (releases: number) =>
      large.filter(
        ({ watched }) =>
          candidateCounts({ rule: onTrueCount, base: B, offsets: 'fresh', watched: watched.slice(0, releases), most: MOST }).length === 1,
      ).length / large.length

    expect(exactAfter(5)).toBeLessThan(0.2)
    expect(exactAfter(20)).toBeGreaterThan(0.15)
    expect(exactAfter(41)).toBeGreaterThan(0.5)
  })
})

/** A hidden cell is there without a number; a cell of a group that is not shown is not there at all. */
type Printed = ReadonlyMap<string, number | undefined>

function byCount(tables: readonly CountedTable[], seed: number, nameOf: (cell: string) => string): Printed {
  return new Map([...truthOf(tables)].map(([cell, count]) => [cell, onTrueCount(count, drawnFor(seed, nameOf(cell), B))]))
}

function printedCells(tables: readonly ReportTable[]): Printed {
  return new Map(
    tables.flatMap(({ id, slices }) =>
      slices.flatMap(({ group, cells }) =>
        cells.flatMap((cell): [string, number | undefined][] => {
          if (cell.status !== 'published' && cell.status !== 'hidden_small') return []
          return [[cellKey({ table: id, group, answer: cell.answer }), cell.status === 'published' ? cell.count.value : undefined]]
        }),
      ),
    ),
  )
}
