import { cp, mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type DataFolder, MARKED, MARKER } from '../data-folder.ts'

/** What a backup is made of, by its names in the data folder. What is made anew at each start is not part of it. */
const PARTS = ['secrets', 'candidates'] as const

/** Copies all that a deployment needs to go on into a new folder, which is then a data folder itself. */
export async function writeSnapshot(folder: DataFolder, copyDatabase: (path: string) => Promise<void>, to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 })
  await copyDatabase(join(to, basename(folder.database)))
  for (const part of PARTS) await cp(folder[part], join(to, basename(folder[part])), { recursive: true })
  await writeFile(join(to, MARKER), MARKED)
}
