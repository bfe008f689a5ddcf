import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startDatabase } from '#infra/local/database.ts'
import { SyncedLevel } from '#infra/local/synced-level.ts'
import { aFolder } from './local.ts'

describe('the store under the embedded database', () => {
  const folder = aFolder()
  afterEach(() => vi.restoreAllMocks())

  it('writes only in batches that are synced, and what comes while one is under way goes into the next', async () => {
    const batches: unknown[][] = []
    const batch = ClassicLevel.prototype.batch
    vi.spyOn(ClassicLevel.prototype, 'batch').mockImplementation(function (this: ClassicLevel, ...given: unknown[]) {
      batches.push(given)
      return Reflect.apply(batch, this, given)
    })
    const store = new SyncedLevel(join(folder, 'together'), { valueEncoding: 'json' })
    await store.open()

    await Promise.all(Array.from({ length: 100 }, (_, index) => store.put(`key ${index}`, { index })))
    await Promise.all([store.put('gone', 1), store.del('gone'), store.del('key 7')])

    expect(batches.map(([, options]) => options)).toStrictEqual(batches.map(() => ({ sync: true })))
    expect(batches.length).toBeLessThan(10)
    expect(await store.keys().all()).toHaveLength(99)
    expect(await store.get('gone')).toBeUndefined()
    await store.close()
  })

  it('goes on after a batch that failed, and tells those who were in it', async () => {
    const store = new SyncedLevel(join(folder, 'failing'), { valueEncoding: 'json' })
    await store.open()
    vi.spyOn(ClassicLevel.prototype, 'batch').mockImplementationOnce(() => {
      throw new Error('no space')
    })

    const outcomes = await Promise.allSettled([store.put('a', 1), store.put('b', 2)])
    await store.put('c', 3)

    expect(outcomes.map(({ status }) => status)).toStrictEqual(['rejected', 'rejected'])
    expect(await store.keys().all()).toStrictEqual(['c'])
    await store.close()
  })

  it('is the one that the database uses', async () => {
    const before = SyncedLevel.last
    const database = await startDatabase({ path: join(folder, 'used') })
    await database.stop()

    expect(SyncedLevel.last).not.toBe(before)
  })
})
