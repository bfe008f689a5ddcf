import { existsSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { CodedError } from '#shared/problem.ts'
import { MARKER } from '../data-folder.ts'
import { damageOf } from '../leveldb/check-files.ts'
import { lockFolder } from '../lock.ts'
import { NO_FURTHER_REPORTS, RESTORED, WHY_NO_REPORTS } from './folder-marks.ts'
import { openSealedFolder } from './sealed-archive.ts'

export type ToRestore = {
  readonly file: string
  readonly keyFile: string
  /** The folder for the data, which does not exist yet. */
  readonly data: string
  /** The data folder as it was last, where its disk can still be read: what was withdrawn since the backup is taken from it. */
  readonly last?: string
  /** Somebody says that no report was made after the backup. */
  readonly noReportSince: boolean
}

/** The withdrawals table in the embedded database, by the prefix of its keys. */
const WITHDRAWN = { gte: 'item-withdrawals~', lt: 'item-withdrawals\u007f' }

/** Puts a backup into a new data folder. Nothing is left of it when it cannot be opened whole. Throws CodedError. */
export async function restore({ file, keyFile, data, last, noReportSince }: ToRestore): Promise<void> {
  if (existsSync(data)) throw new CodedError('data-folder', `${data} is there already: name a new folder with --data`)
  const coming = join(dirname(resolve(data)), `.${basename(data)}.coming`)
  await rm(coming, { recursive: true, force: true })
  try {
    await openSealedFolder(file, keyFile, coming)
    const database = join(coming, 'database')
    const damage = existsSync(join(coming, MARKER)) ? await damageOf(database) : 'it is no data folder of Chorus'
    if (damage !== undefined) throw new CodedError('backup-unreadable', `what ${file} holds is damaged: ${damage}. Use another backup`)
    if (last !== undefined) await copyWithdrawals(last, database)
    await writeFile(join(coming, RESTORED), 'Answers that were taken back since the backup are deleted again at the next start.\n')
    if (!noReportSince) await writeFile(join(coming, NO_FURTHER_REPORTS), WHY_NO_REPORTS)
    await rename(coming, data)
  } finally {
    await rm(coming, { recursive: true, force: true })
  }
}

/** Adds the marks of withdrawals of one database to another. They say that a code was used, and nothing of the answers. */
async function copyWithdrawals(last: string, to: string): Promise<void> {
  const release = await lockFolder(last)
  const [from, into] = [join(last, 'database'), to].map((path) => new ClassicLevel<string, string>(path, { compression: false }))
  try {
    if (!from || !into) return
    await Promise.all([from.open({ createIfMissing: false }), into.open({ createIfMissing: false })])
    for await (const [key, value] of from.iterator(WITHDRAWN)) await into.put(key, value)
  } finally {
    await Promise.all([from?.close(), into?.close()])
    await release()
  }
}
