import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { SHARDS } from '#shared/storage/repositories.ts'
import { aStore } from './store.ts'

const bytesOf = (...numbers: number[]) => Uint8Array.from(numbers)

describe('the state of a series', () => {
  const store = aStore()
  const series = () => store.repositories().series
  const aStudy = () => `study-${randomBytes(6).toString('hex')}`

  it('is not there before its first write, and comes back byte for byte', async () => {
    const study = aStudy()

    expect(await series().read(study)).toBeUndefined()
    expect(await series().replace(study, { revision: 1, state: bytesOf(0, 255, 7) })).toBe(true)
    expect(await series().read(study)).toStrictEqual({ revision: 1, state: bytesOf(0, 255, 7) })
    expect(await series().read(aStudy())).toBeUndefined()
  })

  it('follows the revision before it and no other', async () => {
    const study = aStudy()
    expect(await series().replace(study, { revision: 2, state: bytesOf(9) })).toBe(false)
    await series().replace(study, { revision: 1, state: bytesOf(1) })
    await series().replace(study, { revision: 2, state: bytesOf(2) })

    expect(await series().replace(study, { revision: 1, state: bytesOf(3) })).toBe(false)
    expect(await series().replace(study, { revision: 2, state: bytesOf(3) })).toBe(false)
    expect(await series().replace(study, { revision: 4, state: bytesOf(3) })).toBe(false)
    expect(await series().read(study)).toStrictEqual({ revision: 2, state: bytesOf(2) })
  })

  it('can be written again by anybody who wrote it: an answer that got lost is no conflict', async () => {
    const study = aStudy()
    for (const revision of [1, 2]) {
      expect(await series().replace(study, { revision, state: bytesOf(revision) })).toBe(true)
      expect(await series().replace(study, { revision, state: bytesOf(revision) })).toBe(true)
    }
  })

  it('is written by one of ten that race', async () => {
    const study = aStudy()
    await series().replace(study, { revision: 1, state: bytesOf(0) })
    const writes = Array.from({ length: 10 }, (_, i) => series().replace(study, { revision: 2, state: bytesOf(i) }))

    expect((await Promise.all(writes)).filter(Boolean)).toHaveLength(1)
  })

  const set = (run: number, attempt = 'aa') => ({ run, attempt })

  it('has sets of members in each shard, in the order they were given', async () => {
    const study = aStudy()
    const blocks = Array.from({ length: 12 }, (_, i) => bytesOf(i, i))
    await series().writeMembers(study, 0, set(9), blocks)
    await series().writeMembers(study, 0, set(9), blocks)
    await series().writeMembers(study, 0, set(9, 'bb'), [bytesOf(4)])
    await series().writeMembers(study, 0, set(10), [bytesOf(1)])
    await series().writeMembers(study, 1, set(9), [bytesOf(2)])
    await series().writeMembers(aStudy(), 0, set(9), [bytesOf(3)])

    expect(await series().readMembers(study, 0, set(9))).toStrictEqual(blocks)
    expect(await series().readMembers(study, 0, set(9, 'bb'))).toStrictEqual([bytesOf(4)])
    expect(await series().readMembers(study, 0, set(10))).toStrictEqual([bytesOf(1)])
    expect(await series().readMembers(study, 1, set(9))).toStrictEqual([bytesOf(2)])
    expect(await series().readMembers(study, 2, set(9))).toStrictEqual([])
    await expect(series().readMembers(study, SHARDS, set(9))).rejects.toThrow(RangeError)
  })

  it('holds blocks of hundreds of kilobytes, over several pages', async () => {
    const study = aStudy()
    const blocks = Array.from({ length: 5 }, () => new Uint8Array(randomBytes(320_004)))
    await series().writeMembers(study, 3, set(1), blocks)

    expect(await series().readMembers(study, 3, set(1))).toStrictEqual(blocks)
  })

  it('lets go of the members of earlier runs, but for the set to keep, and of no later run', async () => {
    const study = aStudy()
    const sets = [set(1), set(2), set(2, 'bb'), set(12), set(13)]
    for (const each of sets) await series().writeMembers(study, 5, each, [bytesOf(1), bytesOf(2)])
    await series().writeMembers(study, 6, set(1), [bytesOf(6)])

    await series().clearMembers(study, 5, 12, set(2))

    const left = await Promise.all(sets.map((each) => series().readMembers(study, 5, each)))
    expect(left.map((blocks) => blocks.length)).toStrictEqual([0, 2, 0, 0, 2])
    await series().clearMembers(study, 5, 13)
    expect(await series().readMembers(study, 5, set(13))).toStrictEqual([])
    expect(await series().readMembers(study, 6, set(1))).toStrictEqual([bytesOf(6)])
  })
})
