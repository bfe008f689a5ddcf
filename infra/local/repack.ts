import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { CodedError } from '#shared/problem.ts'
import { syncFolder } from '#shared/storage/sync-folder.ts'
import { damageOf } from './leveldb/check-files.ts'

const BATCH = 5000
const ENCODING = { keyEncoding: 'view', valueEncoding: 'view', compression: false } as const

type Level = ClassicLevel<Uint8Array, Uint8Array>
/** The items of an open store, as it is at one moment. */
export type Items = { nextv(most: number): Promise<[Uint8Array, Uint8Array][]>; close(): Promise<void> }

/**
 * Copies a database, in the order of its keys, and puts the copy in its place. The files of LevelDB are journals: they
 * keep the order in which items came and, for a time, what was removed. Afterwards they hold neither: nobody with the
 * disk can tell who answered when or which words came with which answers, and what was withdrawn is gone.
 * Every checksum is verified first, and a damaged database is refused and left as it is. The old files go only when the
 * copy was read back whole and has the same items. Whenever it is interrupted, the next call finishes or starts again.
 *
 * With `keepOld`, for a database that is about to be used, they stay beside it until the next call has verified what the
 * use has left: at the clean end of the run, or at the start after a crash. At rest there are none.
 */
export async function repack(path: string, { keepOld = false } = {}): Promise<void> {
  const [copy, old] = [`${path}.new`, `${path}.old`]
  // The copy is only ever swapped in when it is complete, so these are the two moments a swap can have stopped at.
  if (!existsSync(path) && existsSync(copy)) await rename(copy, path)
  if (!existsSync(path) && existsSync(old)) await rename(old, path)
  if (!existsSync(path)) return
  await refuseDamaged(path, existsSync(old) ? old : undefined)
  await rm(copy, { recursive: true, force: true })
  const copied = await copyFolder(path, copy)
  await refuseDamaged(copy)
  if (copied !== (await digestOf(copy)))
    throw new CodedError('database-damaged', `${copy} is not what ${path} holds: the disk may be failing. Nothing was changed.`)
  await rm(old, { recursive: true, force: true })
  await rename(path, old)
  await rename(copy, path)
  await syncFolder(dirname(path))
  if (!keepOld) await rm(old, { recursive: true })
}

async function refuseDamaged(path: string, old?: string): Promise<void> {
  const damage = await damageOf(path)
  if (damage === undefined) return
  throw new CodedError(
    'database-damaged',
    `The database in ${path} is damaged: ${damage}. Nothing was changed, and no part of it is used. ` +
      'Check the disk, then put back the copy of the whole data folder that you kept. Without a copy, keep the folder as it is, so that undamaged parts of it can still be recovered.' +
      (old === undefined
        ? ''
        : ` The data before the last start is in ${old}: without answers sent since, and with answers that people have deleted since.`),
  )
}

/** Copies a closed database to a new folder, in the order of its keys. Gives the digest of what it copied. */
export async function copyFolder(from: string, to: string): Promise<string> {
  const source: Level = new ClassicLevel(from, ENCODING)
  try {
    await source.open({ createIfMissing: false })
    return await copyItems(source.iterator(), to)
  } finally {
    await source.close()
  }
}

/** Copies the items of an open database to a new folder, in the order of its keys. Gives the digest of what it copied. */
export async function copyItems(items: Items, to: string): Promise<string> {
  const target: Level = new ClassicLevel(to, ENCODING)
  try {
    await target.open({ errorIfExists: true })
    return await each(items, (some) =>
      target.batch(
        some.map(([key, value]) => ({ type: 'put' as const, key, value })),
        { sync: true },
      ),
    )
  } finally {
    await target.close()
  }
}

async function digestOf(path: string): Promise<string> {
  const level: Level = new ClassicLevel(path, ENCODING)
  try {
    await level.open({ createIfMissing: false })
    return await each(level.iterator(), async () => {})
  } finally {
    await level.close()
  }
}

async function each(items: Items, act: (some: [Uint8Array, Uint8Array][]) => Promise<void>): Promise<string> {
  const digest = createHash('sha256')
  for (let batch = await items.nextv(BATCH); batch.length > 0; batch = await items.nextv(BATCH)) {
    for (const [key, value] of batch) digest.update(`${key.length} ${value.length} `).update(key).update(value)
    await act(batch)
  }
  await items.close()
  return digest.digest('hex')
}
