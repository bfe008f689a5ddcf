import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { faultInWords } from '#cli/fault-code.ts'
import { InputRefused } from '#shared/problem.ts'
import { MOST_BYTES, MOST_FILES, MOST_TOGETHER } from '#shared/release/most-files.ts'
import type { Files } from '#shared/release/release.ts'

/**
 * Every file of a folder and of the folders in it, by name such as `tables/q.csv`. Throws InputRefused when it is none, for a link or
 * anything else in it that is no file, and for more or larger files than any release has: what is not read cannot be checked.
 */
export async function readFolder(folder: string): Promise<Files> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const nameOf = (entry: Dirent) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/')
    const other = entries.find((entry) => !entry.isFile() && !entry.isDirectory())
    if (other) throw refused(folder, `${nameOf(other)} is a link, or something else that is no file`)
    const names = entries
      .filter((entry) => entry.isFile())
      .map(nameOf)
      .sort()
    if (names.length > MOST_FILES) throw refused(folder, 'it holds more files than any release')
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
    if (sizes.some((size) => size > MOST_BYTES) || sizes.reduce((sum, size) => sum + size, 0) > MOST_TOGETHER)
      throw refused(folder, 'it holds larger files than any release')
    return new Map(await Promise.all(names.map(async (name) => [name, new Uint8Array(await readFile(join(folder, name)))] as const)))
  } catch (thrown) {
    throw thrown instanceof InputRefused ? thrown : refused(folder, `the folder cannot be read: ${faultInWords(thrown)}`)
  }
}

function refused(folder: string, message: string): InputRefused {
  return new InputRefused([{ code: 'release-files', file: folder, message, remedy: 'Name the folder of a release' }])
}
