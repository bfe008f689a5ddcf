import { cp, mkdir, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { DataFolder } from '../data-folder.ts'

/**
 * Files that each start makes anew, or that matter only while it runs. All others belong to a backup: also those that nobody has
 * thought of yet.
 */
const OF_A_RUN = /^(functions|partials|lock|log\.jsonl|steward\.env|control\.sock|snapshot-\d+|database\.\w+)$/

/** Copies all that a deployment needs to go on into a new folder, which is then a data folder itself. */
export async function writeSnapshot(folder: DataFolder, copyDatabase: (path: string) => Promise<void>, to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 })
  const database = basename(folder.database)
  await copyDatabase(join(to, database))
  const others = (await readdir(folder.root)).filter((name) => name !== database && !OF_A_RUN.test(name))
  for (const name of others) await cp(join(folder.root, name), join(to, name), { recursive: true })
}
