import { existsSync } from 'node:fs'
import { realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError } from '#shared/problem.ts'
import { MARKER, openDataFolder } from '../data-folder.ts'
import { lockFolder } from '../lock.ts'
import { copyFolder } from '../repack.ts'
import { askDeployment } from './control.ts'
import { sealFolder } from './sealed-archive.ts'
import { writeSnapshot } from './snapshot.ts'

export type ToBackUp = { readonly data: string; readonly recipient: string; readonly out: string }

/**
 * Seals all of a data folder, as it is at one moment, into one new file: while `chorus serve` runs on it, or while nothing
 * does. The copy it is made of lies in the data folder for a moment, and is deleted whatever happens.
 */
export async function backUp({ data, recipient, out }: ToBackUp): Promise<void> {
  if (!existsSync(join(data, MARKER))) throw new CodedError('data-folder', `${data} is no data folder of Chorus: name it with --data`)
  if (existsSync(out)) throw new CodedError('backup-file', `${out} is there already: name a new file with --out`)
  const root = await realpath(data)
  const copy = join(root, `snapshot-${process.pid}`)
  try {
    if ((await askDeployment(root, { ask: 'snapshot', folder: copy })) === undefined) await copyWhileStopped(root, copy)
    await sealFolder(copy, recipient, out)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

async function copyWhileStopped(root: string, copy: string): Promise<void> {
  const release = await lockFolder(root)
  try {
    const folder = await openDataFolder(root)
    await writeSnapshot(
      folder,
      async (to) => {
        await copyFolder(folder.database, to)
      },
      copy,
    )
  } finally {
    await release()
  }
}
