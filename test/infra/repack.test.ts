import { mkdirSync, readdirSync, readFileSync, renameSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { describe, expect, it } from 'vitest'
import { repack } from '#infra/local/repack.ts'
import { aFolder } from './local.ts'

describe('a database that is repacked', () => {
  const folder = aFolder()

  async function write(path: string, change: (database: ClassicLevel) => Promise<unknown>): Promise<void> {
    const database = new ClassicLevel(path)
    await change(database)
    await database.close()
  }

  async function read(path: string): Promise<[string, string][]> {
    const database = new ClassicLevel(path)
    const all = await database.iterator().all()
    await database.close()
    return all
  }

  const onDisk = (path: string) =>
    readdirSync(path)
      .map((name) => readFileSync(join(path, name), 'latin1'))
      .join('\n')

  it('keeps every item, no trace of what was removed, and not the order in which items came', async () => {
    const path = join(folder, 'order')
    await write(path, async (database) => {
      await database.put('story-9', 'came with response-5')
      await database.put('response-5', 'came first')
      await database.put('response-1', 'came last')
      await database.put('withdrawn', 'these-words-were-taken-back')
      await database.del('withdrawn')
    })
    expect(onDisk(path)).toContain('these-words-were-taken-back')

    await repack(path)

    const left = onDisk(path)
    expect(left).not.toContain('these-words-were-taken-back')
    expect(left.indexOf('came last')).toBeLessThan(left.indexOf('came first'))
    expect(await read(path)).toStrictEqual([
      ['response-1', 'came last'],
      ['response-5', 'came first'],
      ['story-9', 'came with response-5'],
    ])
  })

  it('is whole again after a swap that stopped half-way, at either moment', async () => {
    for (const [left, moved] of [
      ['before', 'old'],
      ['after', 'new'],
    ]) {
      const path = join(folder, `swap-${left}`)
      await write(path, (database) => database.put('response', 'kept'))
      renameSync(path, `${path}.${moved}`)

      await repack(path)

      expect([left, await read(path)]).toStrictEqual([left, [['response', 'kept']]])
    }
  })

  it('ignores a copy that was never finished', async () => {
    const path = join(folder, 'unfinished')
    await write(path, (database) => database.put('response', 'kept'))
    mkdirSync(`${path}.new`)

    await repack(path)

    expect(await read(path)).toStrictEqual([['response', 'kept']])
    expect(readdirSync(folder).filter((name) => name.startsWith('unfinished'))).toStrictEqual(['unfinished'])
  })

  it('that is about to be used leaves what was there beside it, until its use has come to a clean end', async () => {
    const path = join(folder, 'used')
    await write(path, (database) => database.put('response', 'kept'))

    await repack(path, { keepOld: true })
    expect([await read(path), await read(`${path}.old`)]).toStrictEqual([[['response', 'kept']], [['response', 'kept']]])
    await write(path, (database) => database.put('another', 'came while it ran'))
    await repack(path)

    expect(await read(path)).toHaveLength(2)
    expect(readdirSync(folder).filter((name) => name.startsWith('used'))).toStrictEqual(['used'])
  })

  it('that a run left damaged is refused, names what was there before the run, and keeps it', async () => {
    const path = join(folder, 'damaged')
    await write(path, (database) => database.put('response', 'kept'))
    await repack(path, { keepOld: true })
    for (const name of readdirSync(path).filter((each) => each.startsWith('MANIFEST'))) truncateSync(join(path, name), 10)

    for (const keepOld of [true, false]) {
      await expect(repack(path, { keepOld })).rejects.toThrow(`before the last start is in ${path}.old`)
    }

    expect(await read(`${path}.old`)).toStrictEqual([['response', 'kept']])
  })

  it('is nothing when there is none yet', async () => {
    await repack(join(folder, 'none'))

    expect(readdirSync(folder)).not.toContain('none')
  })
})
