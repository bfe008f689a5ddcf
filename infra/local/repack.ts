import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { CodedError } from '#shared/problem.ts'
import { damageOf } from './leveldb/check-files.ts'

const BATCH = 5000
const ENCODING = { keyEncoding: 'view', valueEncoding: 'view', compression: false } as const

type Level = ClassicLevel<Uint8Array, Uint8Array>

/**
 * Copies a database, in the order of its keys, and puts the copy in its place. The files of LevelDB are journals: they
 * keep the order in which items came and, for a time, what was removed. Afterwards they hold neither: nobody with the
 * disk can tell who answered when or which words came with which answers, and what was withdrawn is gone.
 * Every checksum is verified first, and a damaged database is refused and left as it is. The old files go only when the
 * copy was read back whole and has the same items. Whenever it is interrupted, the next call finishes or starts again.
 */
export async function repack(path: string): Promise<void> {
  const [copy, old] = [`${path}.new`, `${path}.old`]
  // The copy is only ever swapped in when it is complete, so these are the two moments a swap can have stopped at.
  if (!existsSync(path) && existsSync(copy)) await rename(copy, path)
  if (!existsSync(path) && existsSync(old)) await rename(old, path)
  if (!existsSync(path)) return
  await refuseDamaged(path)
  await Promise.all([copy, old].map((each) => rm(each, { recursive: true, force: true })))
  const copied = await copyInKeyOrder(path, copy)
  await refuseDamaged(copy)
  if (copied !== (await digestOf(copy)))
    throw new CodedError('database-damaged', `${copy} is not what ${path} holds: the disk may be failing. Nothing was changed.`)
  await rename(path, old)
  await rename(copy, path)
  await syncFolder(dirname(path))
  await rm(old, { recursive: true })
}

async function refuseDamaged(path: string): Promise<void> {
  const damage = await damageOf(path)
  if (damage === undefined) return
  throw new CodedError(
    'database-damaged',
    `The database in ${path} is damaged: ${damage}. Nothing was changed, and no part of it is used. ` +
      'Check the disk, then put back the copy of the whole data folder that you kept. Without a copy, keep the folder as it is: what is still whole in it can be got out.',
  )
}

/** Gives the digest of all that was copied. */
async function copyInKeyOrder(from: string, to: string): Promise<string> {
  const source: Level = new ClassicLevel(from, ENCODING)
  const target: Level = new ClassicLevel(to, ENCODING)
  try {
    await Promise.all([source.open({ createIfMissing: false }), target.open({ errorIfExists: true })])
    return await each(source, (items) =>
      target.batch(
        items.map(([key, value]) => ({ type: 'put' as const, key, value })),
        { sync: true },
      ),
    )
  } finally {
    await Promise.all([source.close(), target.close()])
  }
}

async function digestOf(path: string): Promise<string> {
  const level: Level = new ClassicLevel(path, ENCODING)
  try {
    await level.open({ createIfMissing: false })
    return await each(level, async () => {})
  } finally {
    await level.close()
  }
}

async function each(level: Level, act: (items: [Uint8Array, Uint8Array][]) => Promise<void>): Promise<string> {
  const digest = createHash('sha256')
  const items = level.iterator()
  for (let batch = await items.nextv(BATCH); batch.length > 0; batch = await items.nextv(BATCH)) {
    for (const [key, value] of batch) digest.update(`${key.length} ${value.length} `).update(key).update(value)
    await act(batch)
  }
  await items.close()
  return digest.digest('hex')
}

/** Windows cannot, and does not need to, sync a folder. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
