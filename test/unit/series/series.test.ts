import { beforeAll, describe, expect, it } from 'vitest'
import type { Made } from '#functions/tabulate/workflow-steps.ts'
import { audited } from '#shared/disclosure/audit/release-gate.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { keyOf } from '../disclosure/sample.ts'
import { mixed, type Row, range, Study, said, sliceOf } from './study.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

const RELEASES = 12

/** 12 releases: 300 people, then some 20 to 80 more each time, while a few leave. */
async function grown(study: Study): Promise<{ outcome: Made; rows: Row[]; means: Row[]; joined: number[]; left: number[] }[]> {
  const releases = []
  let next = 300
  study.join(range(0, next))
  let [joined, left] = [range(0, next), [] as number[]]
  for (let asked = 0; releases.length < RELEASES && asked < 60; asked++) {
    const outcome = await study.tabulate()
    if (outcome.outcome === 'candidate') {
      releases.push({ outcome, rows: study.rows(outcome), means: study.rows(outcome, 'means.csv'), joined, left })
      joined = []
      left = []
    }
    const more = range(next, next + 20 + (mixed(asked) % 60))
    const leaving = [...study.people.keys()].filter((number) => mixed(number * 31 + asked) % 70 === 0)
    next += more.length
    study.join(more)
    study.leave(leaving)
    joined.push(...more)
    left.push(...leaving)
  }
  return releases
}

describe('a series of releases', () => {
  it('recomputes a group or repeats every byte of it, means too; as_of_release says which', async () => {
    const releases = await grown(new Study(solver))
    expect(releases).toHaveLength(RELEASES)
    let repeated = 0
    releases.slice(1).forEach(({ rows, means }, i) => {
      const before = releases[i]
      const fresh = String(i + 2)
      for (const [now, then] of [
        [rows, before?.rows ?? []],
        [means, before?.means ?? []],
      ] as const) {
        now.forEach((row, at) => {
          const old = then[at]
          if (row.as_of_release === fresh) return
          repeated++
          expect(said(row)).toBe(old && said(old))
        })
      }
      for (const [slice, own] of Map.groupBy(rows, sliceOf)) {
        expect([slice, new Set(own.map((row) => row.as_of_release)).size]).toEqual([slice, 1])
      }
      expect(rows.find((row) => sliceOf(row) === '')?.as_of_release).toBe(fresh)
    })
    expect(repeated).toBeGreaterThan(50)
  }, 300_000)

  it('never recomputes a group for fewer than 10 changes, whatever the secret', async () => {
    for (const seed of [1, 2, 3]) {
      const study = new Study(solver, { key: keyOf(seed) })
      const first = study.rows(
        await study.begin(range(0, 300), (number) => ({ age: number % 2 ? 'old' : 'young', q: 'yes', went: [], rating: 'mid' })),
      )
      // 60 who are in no group but nine: everyone is counted again, the old are not.
      study.join(range(300, 360), (number) => ({ age: number < 309 ? 'old' : '', q: 'no', went: [], rating: 'low' }))
      const second = study.rows(await study.tabulate())

      const rowsOf = (rows: readonly Row[], slice: string) => rows.filter((row) => sliceOf(row) === slice)
      expect(rowsOf(second, 'age=old').map(said)).toEqual(rowsOf(first, 'age=old').map(said))
      expect(rowsOf(second, '').map(said)).not.toEqual(rowsOf(first, '').map(said))
    }
  })

  it('hides who left until 10 have changed: nine who leave change no number of their group', async () => {
    const study = new Study(solver)
    const first = study.rows(
      await study.begin(range(0, 300), (number) => ({
        age: number % 2 ? 'old' : 'young',
        q: number % 3 ? 'yes' : 'no',
        went: [],
        rating: 'mid',
      })),
    )
    study.leave([...study.people.keys()].filter((number) => number % 2).slice(0, 9))
    study.join(range(300, 360), () => ({ age: 'young', q: 'maybe', went: [], rating: 'low' }))
    const second = study.rows(await study.tabulate())

    const old = (rows: readonly Row[]) => rows.filter((row) => sliceOf(row) === 'age=old').map(said)
    expect(old(second)).toEqual(old(first))
  })

  it('is not made for too few changes, and says no number; the same whether nobody came or 24', async () => {
    const study = new Study(solver)
    await study.begin(range(0, 300))
    const none = await study.tabulate()
    study.join(range(300, 324))
    const few = await study.tabulate()

    expect(none).toMatchObject({ outcome: 'refused', reason: 'too_few_changes' })
    expect(few).toEqual(none)
    expect(JSON.stringify(none)).not.toMatch(/\d/)
    study.join(range(324, 400))
    expect((await study.tabulate()).outcome).toBe('candidate')
  })

  it('waits for a number of changes that only the key knows', async () => {
    const starts = []
    for (const seed of range(0, 5)) {
      const study = new Study(solver, { key: keyOf(seed) })
      await study.begin(range(0, 300))
      let next = 324
      study.join(range(300, next))
      while ((await study.tabulate()).outcome === 'refused') study.join([next++])
      starts.push(next)
    }
    expect(new Set(starts).size).toBeGreaterThan(2)
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(325)
  }, 300_000)

  it('passes the audit for 12 releases, and what is repaired keeps its promises', async () => {
    const releases = await grown(new Study(solver, { gate: audited }))

    expect(releases.length).toBe(RELEASES)
    releases.slice(1).forEach(({ rows }, i) => {
      const before = releases[i]?.rows ?? []
      rows.forEach((row, at) => {
        const old = before[at]
        if (row.as_of_release !== row.release) expect(said(row)).toBe(old && said(old))
      })
    })
  }, 300_000)
})
