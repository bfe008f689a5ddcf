import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { InputRefused } from '#shared/problem.ts'
import type { Files } from '#shared/release/release.ts'

/**
 * Refuses a folder that holds anything but files of an earlier run: nothing of anybody else's is ever overwritten.
 * Asked before the work begins, so that nobody waits for a refusal.
 */
export async function assertWritable(folder: string): Promise<void> {
  const names = await readdir(folder).catch((thrown: unknown) => {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
    if (code === 'ENOENT') return []
    throw refusal(folder, code === 'ENOTDIR' ? 'this is a file' : `the folder cannot be read (${String(code)})`)
  })
  if (names.length > 0 && !(await isOwn(folder, names))) throw refusal(folder, 'the folder holds files that are no report of Chorus')
}

/** Writes all files or none: they appear in one move. `mode` is the folder's. */
export async function writeFolder(folder: string, files: Files, mode: number): Promise<void> {
  await assertWritable(folder)
  await mkdir(dirname(folder), { recursive: true })
  const unfinished = await mkdtemp(`${folder}.unfinished-`)
  try {
    for (const [name, bytes] of files) await writeFile(join(unfinished, name), bytes)
    await chmod(unfinished, mode)
    await rm(folder, { recursive: true, force: true })
    await rename(unfinished, folder)
  } catch (thrown) {
    await rm(unfinished, { recursive: true, force: true })
    throw thrown
  }
}

const SUMS = 'SHA256SUMS'

const methods = z.object({ format: z.literal('chorus-methods/1') })

/** Made by an earlier run, and nothing added since. */
async function isOwn(folder: string, names: readonly string[]): Promise<boolean> {
  try {
    const sums = await readFile(join(folder, SUMS), 'utf8')
    const listed = new Set([SUMS, ...sums.split('\n').map((line) => line.slice(line.indexOf('  ') + 2))])
    methods.parse(JSON.parse(await readFile(join(folder, 'methods.json'), 'utf8')))
    return names.every((name) => listed.has(name))
  } catch {
    return false
  }
}

function refusal(folder: string, message: string): InputRefused {
  return new InputRefused([{ file: folder, message, remedy: 'Name another folder with --out: a new one, or an empty one' }])
}
