import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { faultInWords } from '#cli/fault-code.ts'
import { InputRefused } from '#shared/problem.ts'
import type { Files } from '#shared/release/release.ts'

/** Every file of a folder and of the folders in it, by name such as `tables/q.csv`. Throws InputRefused when it is none. */
export async function readFolder(folder: string): Promise<Files> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    const names = files.map((name) => name.replaceAll(sep, '/')).sort()
    return new Map(await Promise.all(names.map(async (name) => [name, new Uint8Array(await readFile(join(folder, name)))] as const)))
  } catch (thrown) {
    const message = `the folder cannot be read: ${faultInWords(thrown)}`
    throw new InputRefused([{ code: 'release-files', file: folder, message, remedy: 'Name the folder of a release' }])
  }
}
