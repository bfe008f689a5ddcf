import { existsSync } from 'node:fs'
import { realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError } from '#shared/problem.ts'
import { MARKER } from '../data-folder.ts'
import { copyData } from './copy-data.ts'
import { sealFolder } from './sealed-archive.ts'

export type ToBackUp = { readonly data: string; readonly recipient: string; readonly out: string }

/**
 * Seals all of a data folder, as it is at one moment, into one new file: while `chorus serve` runs on it, or while nothing
 * does. The copy it is made of lies in the data folder for a moment, and is deleted whatever happens.
 */
export async function backUp({ data, recipient, out }: ToBackUp): Promise<void> {
  if (!existsSync(join(data, MARKER))) throw new CodedError('data-folder', `${data} is no data folder of Chorus. Name it with --data.`)
  if (existsSync(out)) throw new CodedError('backup-file', `${out} is there already. Name a new file with --out.`)
  const root = await realpath(data)
  const copy = join(root, `snapshot-${process.pid}`)
  try {
    await copyData(root, copy)
    await sealFolder(copy, recipient, out)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}
