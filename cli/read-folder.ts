import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { faultInWords } from '#cli/fault-code.ts'
import { InputRefused } from '#shared/problem.ts'
import type { Files } from '#shared/release/release.ts'

/** Every file of a folder, by name. Throws InputRefused when it is none. */
export async function readFolder(folder: string): Promise<Files> {
  try {
    const names = (await readdir(folder)).sort()
    return new Map(await Promise.all(names.map(async (name) => [name, new Uint8Array(await readFile(join(folder, name)))] as const)))
  } catch (thrown) {
    const message = `the folder cannot be read: ${faultInWords(thrown)}`
    throw new InputRefused([{ file: folder, message, remedy: 'Name the folder of a release' }])
  }
}
