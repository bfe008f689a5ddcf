import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { damageOf } from '#infra/local/leveldb/check-files.ts'
import { repack } from '#infra/local/repack.ts'
import { SyncedLevel } from '#infra/local/synced-level.ts'
import { aFolder } from './local.ts'

describe('a database whose files are not as they were written', () => {
  const folder = aFolder()
  const sound = join(folder, 'sound')

  // Tables with several blocks, and a log over more than one of its blocks.
  beforeAll(async () => {
    const level = new SyncedLevel(sound, { valueEncoding: 'json' })
    await level.open()
    for (let i = 0; i < 40; i++) await level.put(`a${i}`, { coded: `${i}`.repeat(500) })
    await level.compactRange('a', 'b')
    for (let i = 0; i < 40; i++) await level.put(`b${i}`, { coded: `${i}-`.repeat(700) })
    await level.close()
  })

  let copies = 0
  function aCopy(): string {
    const path = join(folder, `copy-${copies++}`)
    cpSync(sound, path, { recursive: true })
    return path
  }

  const filesOf = (path: string, kind: RegExp) => readdirSync(path).filter((name) => kind.test(name))

  async function itemsOf(path: string): Promise<unknown> {
    const level = new ClassicLevel(path)
    try {
      return await level.iterator().all()
    } catch {
      return 'unreadable'
    } finally {
      await level.close()
    }
  }

  it('has files of every kind, and nothing is wrong with them while they are sound', async () => {
    for (const kind of [/^CURRENT$/, /^MANIFEST/, /\.log$/, /\.ldb$/]) expect(filesOf(sound, kind).length).toBeGreaterThan(0)
    expect(await damageOf(sound)).toBeUndefined()
  })

  it('is refused for any one bit, and left as it is; a bit that is not noticed changes no item', async () => {
    const items = await itemsOf(aCopy())
    const files = filesOf(sound, /^CURRENT$|^MANIFEST|\.log$|\.ldb$/)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.nat(7),
        async (file, place, bit) => {
          const path = aCopy()
          const bytes = readFileSync(join(path, file))
          const at = Math.floor(place * bytes.length)
          bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
          writeFileSync(join(path, file), bytes)
          const refused = await repack(path).then(
            () => false,
            () => true,
          )
          if (refused) expect(readFileSync(join(path, file))).toStrictEqual(bytes)
          else expect(await itemsOf(path)).toStrictEqual(items)
          rmSync(path, { recursive: true })
        },
      ),
      { numRuns: 120 },
    )
  })

  it.each([0, 10, 0.5, 0.9])('is refused with a manifest cut to %s of its length (or so many bytes)', async (kept) => {
    const path = aCopy()
    const [manifest = ''] = filesOf(path, /^MANIFEST/)
    const length = readFileSync(join(path, manifest)).length
    truncateSync(join(path, manifest), kept < 1 ? Math.floor(length * kept) : kept)

    await expect(repack(path)).rejects.toThrow(/is damaged: .*Nothing was changed.*put back the copy/)
  })

  it.each([/\.ldb$/, /\.log$/, /^CURRENT$/])('is refused without a file like %s', async (kind) => {
    const path = aCopy()
    for (const name of filesOf(path, kind)) rmSync(join(path, name))

    await expect(repack(path)).rejects.toThrow('Nothing was changed')
  })

  it('is not refused when the power ended a write in the middle: what was cut off had not been answered', async () => {
    const path = aCopy()
    const [log = ''] = filesOf(path, /\.log$/)
    truncateSync(join(path, log), readFileSync(join(path, log)).length - 100)

    await repack(path)

    expect(await itemsOf(path)).toHaveLength(79)
  })
})
