import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { ClassicLevel } from 'classic-level'

const BATCH = 5000

/**
 * Copies a database, in the order of its keys, and puts the copy in its place. The files of LevelDB are journals: they
 * keep the order in which items came and, for a time, what was removed. Afterwards they hold neither: nobody with the
 * disk can tell who answered when or which words came with which answers, and what was withdrawn is gone.
 * Whenever it is interrupted, the next call finishes or starts again; nothing is lost.
 */
export async function repack(path: string): Promise<void> {
  const [copy, old] = [`${path}.new`, `${path}.old`]
  // The copy is only ever swapped in when it is complete, so these are the two moments a swap can have stopped at.
  if (!existsSync(path) && existsSync(copy)) await rename(copy, path)
  if (!existsSync(path) && existsSync(old)) await rename(old, path)
  await Promise.all([copy, old].map((each) => rm(each, { recursive: true, force: true })))
  if (!existsSync(path)) return
  await copyInKeyOrder(path, copy)
  await rename(path, old)
  await rename(copy, path)
  await rm(old, { recursive: true })
}

async function copyInKeyOrder(from: string, to: string): Promise<void> {
  const encoding = { keyEncoding: 'view', valueEncoding: 'view' } as const
  const source = new ClassicLevel<Uint8Array, Uint8Array>(from, encoding)
  const target = new ClassicLevel<Uint8Array, Uint8Array>(to, encoding)
  try {
    await Promise.all([source.open({ createIfMissing: false }), target.open({ errorIfExists: true })])
    const items = source.iterator()
    for (let batch = await items.nextv(BATCH); batch.length > 0; batch = await items.nextv(BATCH)) {
      const puts = batch.map(([key, value]) => ({ type: 'put' as const, key, value }))
      await target.batch(puts, { sync: true })
    }
    await items.close()
  } finally {
    await Promise.all([source.close(), target.close()])
  }
}
