import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readLogFile } from './log-file.ts'
import { isSoundTable } from './table-file.ts'
import { type Version, versionFrom } from './version.ts'

/**
 * Reads every file that a closed LevelDB database is made of and gives what is wrong with it, with the file's name;
 * undefined when all is as it was written. LevelDB itself verifies no checksum of a table unless told, drops a damaged
 * part of a log without a word, and takes a manifest that is cut short for a smaller database.
 */
export async function damageOf(path: string): Promise<string | undefined> {
  const names = new Set(await readdir(path))
  const manifest = await readFile(join(path, 'CURRENT'), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  )
  if (manifest === undefined || !/^MANIFEST-\d+$/.test(manifest) || !names.has(manifest)) return 'CURRENT does not name its list of files'
  const version = await readVersion(join(path, manifest))
  if (!version) return `${manifest}, its list of files, is damaged`
  for (const [number, { bytes }] of version.tables) {
    const name = [`${padded(number)}.ldb`, `${padded(number)}.sst`].find((each) => names.has(each))
    if (!name) return `${padded(number)}.ldb is missing`
    const file = await readFile(join(path, name))
    if (file.length !== bytes || !isSoundTable(file)) return `${name} is damaged`
  }
  // The log that the manifest names is only ever removed after the manifest names another.
  if (version.log === undefined || !names.has(`${padded(version.log)}.log`)) return `${manifest}, its list of files, is cut short`
  for (const name of [...names].filter((each) => /^\d+\.log$/.test(each) && Number.parseInt(each, 10) >= (version.log ?? 0))) {
    if (readLogFile(await readFile(join(path, name))).isDamaged) return `${name} is damaged`
  }
  return undefined
}

async function readVersion(path: string): Promise<Version | undefined> {
  const { records, isDamaged } = readLogFile(await readFile(path))
  if (isDamaged) return undefined
  try {
    return versionFrom(records)
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined
    throw thrown
  }
}

function padded(number: number): string {
  return String(number).padStart(6, '0')
}
