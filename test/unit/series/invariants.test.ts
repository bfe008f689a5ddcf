import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { made } from '#functions/tabulate/workflow-steps.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { idOf } from '../tabulate-function/memory.ts'
import { coded, mixed, personOf, type Row, range, Study, said, sliceOf } from './study.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

const hex = (objects: ReadonlyMap<string, Uint8Array>) => [...objects].map(([key, bytes]) => [key, Buffer.from(bytes).toString('hex')])

/** The number of people who come, and which of those there leave, before each release. */
const course = fc.array(fc.record({ come: fc.integer({ min: 0, max: 90 }), leave: fc.array(fc.nat(400), { maxLength: 14 }) }), {
  minLength: 1,
  maxLength: 4,
})

async function play(study: Study, steps: readonly { come: number; leave: readonly number[] }[], order = (numbers: number[]) => numbers) {
  const releases: Row[][] = []
  let next = 0
  for (const { come, leave } of [{ come: 260, leave: [] }, ...steps]) {
    study.join(order(range(next, next + come)))
    study.leave(leave)
    next += come
    const outcome = await study.tabulate()
    if (outcome.outcome === 'candidate') releases.push(study.rows(outcome))
  }
  return releases
}

const FEW = { numRuns: 8 }

describe('whatever happens to a study', () => {
  it('the order in which people come changes no byte, and the same again gives the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(course, fc.nat(1000), async (steps, salt) => {
        const [one, other] = [new Study(solver), new Study(solver)]
        const place = (number: number) => mixed(1009 * number + salt)
        await play(one, steps)
        await play(other, steps, (numbers) => numbers.toSorted((a, b) => place(a) - place(b)))

        expect(hex(other.bucket.objects)).toEqual(hex(one.bucket.objects))
        expect([...other.series.states]).toEqual([...one.series.states])
      }),
      FEW,
    )
  }, 300_000)

  it('a cell is counted again only where 10 came or left, and nobody who left is seen before that', async () => {
    await fc.assert(
      fc.asyncProperty(course, async (steps) => {
        const study = new Study(solver)
        const truth: Map<string, Set<number>>[] = []
        const releases: Row[][] = []
        let next = 0
        for (const { come, leave } of [{ come: 260, leave: [] }, ...steps]) {
          study.join(range(next, next + come))
          study.leave(leave)
          next += come
          const outcome = await study.tabulate()
          if (outcome.outcome !== 'candidate') continue
          releases.push(study.rows(outcome))
          const waiting = new Set(study.waiting())
          const counted = [...study.people.keys()].filter((number) => !waiting.has(number))
          truth.push(
            new Map(
              ['', 'young', 'middle', 'old'].map((age) => [
                age && `age=${age}`,
                new Set(counted.filter((n) => !age || personOf(n).age === age)),
              ]),
            ),
          )
        }
        releases.forEach((rows, r) => {
          for (const [slice, own] of Map.groupBy(rows, sliceOf)) {
            const asOf = Number(own[0]?.as_of_release)
            const [now, then] = [truth[r]?.get(slice), truth[asOf - 1]?.get(slice)]
            const before = releases[r - 1]?.filter((row) => sliceOf(row) === slice)
            if (asOf <= r) expect(own.map(said)).toEqual(before?.map(said))
            const last = Number(before?.[0]?.as_of_release ?? 0)
            if (asOf !== r + 1 || last === 0) continue
            const old = truth[last - 1]?.get(slice)
            const changes =
              now && old ? [...now].filter((each) => !old.has(each)).length + [...old].filter((each) => !now.has(each)).length : -1
            expect([slice, changes >= 10]).toEqual([slice, true])
            expect(then).toBe(now)
          }
        })
      }),
      FEW,
    )
  }, 300_000)

  it('a number falls only where somebody left', async () => {
    await fc.assert(
      fc.asyncProperty(course, async (steps) => {
        const releases = await play(
          new Study(solver),
          steps.map(({ come }) => ({ come, leave: [] })),
        )
        releases.slice(1).forEach((rows, r) => {
          rows.forEach((row, at) => {
            const before = releases[r]?.[at]
            if (row.count && before?.count) expect(Number(row.count)).toBeGreaterThanOrEqual(Number(before.count))
            if (before?.status === 'published') expect(['published', 'top_coded']).toContain(row.status)
          })
        })
      }),
      FEW,
    )
  }, 300_000)

  it('the same people have the same number in every release, as long as they are as many', async () => {
    const study = new Study(solver)
    const someone = (number: number) => ({ age: '', q: number < 300 ? 'yes' : 'no', went: [], rating: number < 300 ? 'mid' : 'high' })
    const first = study.rows(await study.begin(range(0, 300), someone))
    study.join(range(300, 400), someone)
    const second = study.rows(await study.tabulate())
    study.join(range(400, 500), someone)
    const third = study.rows(await study.tabulate())

    const yes = (rows: readonly Row[]) => rows.find((row) => row.table === 'q' && row.answer === 'yes')
    expect([yes(second)?.as_of_release, yes(third)?.as_of_release]).toEqual(['2', '3'])
    expect(yes(second)?.count).toBe(yes(third)?.count)
    expect(yes(second)?.count).toBe(yes(first)?.count || yes(first)?.base)
  })
})

describe('what is remembered', () => {
  it('holds no answer and no id, and nobody who left once a tabulation has run, whether or not it made a release', async () => {
    const study = new Study(solver)
    await study.begin(range(0, 300))
    const kept = () =>
      Buffer.concat([...study.series.states.values()].map(({ state }) => state).concat([...study.series.sets.values()].flat()))
    const members = () => [...study.series.sets.values()].flat().reduce((sum, block) => sum + (block.length - 4) / 16, 0)
    for (const number of range(0, 300)) expect(kept().includes(Buffer.from(idOf(number)))).toBe(false)
    expect(kept().includes(Buffer.from(coded(personOf(5))))).toBe(false)
    const there = members()

    study.leave([...study.people.keys()].slice(0, 7))
    expect((await study.tabulate()).outcome).toBe('refused')

    expect(there - members()).toBe(7)
    expect(study.series.sets.size).toBe(8)
  })

  it('knows nobody who left, and answers that were taken back make no release possible', async () => {
    const study = new Study(solver)
    await study.begin(range(0, 400))
    study.leave([...study.people.keys()].slice(0, 60))
    expect((await study.tabulate()).outcome).toBe('refused')
    study.join(range(400, 450))

    expect((await study.tabulate()).outcome).toBe('candidate')
  })
})

describe('two tabulations of a study', () => {
  it('at once: the one that began last makes the release, the other writes nothing', async () => {
    const study = new Study(solver)
    study.join(range(0, 300))
    const one = await study.tallies()
    const other = await study.tallies()
    const objects = study.bucket.objects.size

    await expect(study.run({ ...study.start, step: 'release', tallies: one })).rejects.toThrow('another tabulation')
    expect(study.bucket.objects.size).toBe(objects)
    expect(await study.run({ ...study.start, step: 'release', tallies: other })).toMatchObject({ outcome: 'candidate' })
  })

  it('racing for the record: one release, and the loser says so', async () => {
    const study = new Study(solver)
    study.join(range(0, 300))
    const tallies = await study.tallies()
    const write = study.series.replace.bind(study.series)
    // Another run begins between this one's candidate and its record.
    const series = {
      ...study.series,
      replace: async (...given: Parameters<typeof write>) => {
        if (given[1].revision === 2)
          await write(given[0], { ...given[1], state: new TextEncoder().encode('{"format":"chorus-series-record/1"}') })
        return write(...given)
      },
    }
    Object.assign(study.services, { series })

    await expect(study.run({ ...study.start, step: 'release', tallies })).rejects.toThrow('another tabulation')
    expect([...study.bucket.objects.keys()].filter((key) => key.includes('/releases/'))).toEqual([])
  })

  it('cannot mix their tallies', async () => {
    const study = new Study(solver)
    study.join(range(0, 300))
    const one = await study.tallies()
    const other = await study.tallies()

    await expect(study.run({ ...study.start, step: 'release', tallies: [...one.slice(0, 4), ...other.slice(4)] })).rejects.toThrow(
      'one run',
    )
    const disguised = one.map((tally) => ({ ...tally, shard: { ...tally.shard, run: other[0]?.shard.run ?? 0 } }))
    await expect(study.run({ ...study.start, step: 'release', tallies: disguised })).rejects.toThrow()
  })
})

describe('a tabulation that breaks down', () => {
  it('before its record is written, loses and doubles nothing: the next one makes the same numbers', async () => {
    const study = new Study(solver)
    study.join(range(0, 300))
    const tallies = await study.tallies()
    const broken = { ...study.series, replace: async () => Promise.reject(new Error('the power is gone')) }
    const series = study.services.series
    Object.assign(study.services, { series: broken })
    await expect(study.run({ ...study.start, step: 'release', tallies })).rejects.toThrow('the power is gone')
    const written = hex(study.bucket.objects)
    Object.assign(study.services, { series })
    const outcome = await study.tabulate()

    expect(outcome.outcome).toBe('candidate')
    expect(hex(study.bucket.objects).filter(([key]) => !key?.includes('/releases/'))).toEqual(written)
  })

  it('after its record is written, gives what it made when asked again, and makes nothing twice', async () => {
    const study = new Study(solver)
    study.join(range(0, 300))
    const tallies = await study.tallies()
    const start = study.start
    const list = study.bucket.put
    Object.assign(study.bucket, {
      put: async (key: string, bytes: Uint8Array) => (key.includes('/releases/') ? Promise.reject(new Error('gone')) : list(key, bytes)),
    })
    await expect(study.run({ ...start, step: 'release', tallies })).rejects.toThrow('gone')
    Object.assign(study.bucket, { put: list })
    const again = made.parse(await study.run({ ...start, step: 'release', tallies }))

    expect(study.rows(again).length).toBeGreaterThan(10)
    expect([...study.bucket.objects.keys()].filter((key) => key.endsWith('SHA256SUMS'))).toHaveLength(1)
    expect(study.bucket.objects.has('sample/releases/000001')).toBe(true)
    await expect(study.run({ ...start, step: 'plan' })).rejects.toThrow('number 2')
  })
})
