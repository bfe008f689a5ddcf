import { createHash } from 'node:crypto'
import { chmod, lstat, mkdir, mkdtemp, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { faultCode, faultInWords } from '#cli/fault-code.ts'
import { readFolder } from '#cli/read-folder.ts'
import { InputRefused } from '#shared/problem.ts'
import { type Files, SUMS } from '#shared/release/release.ts'

/**
 * Throws InputRefused (`report-folder`) where a folder holds anything but the files of an earlier run: other files are never overwritten.
 * Commands call it before their work begins, so that nobody waits for a refusal. Makes the parent folder.
 */
export async function assertWritable(folder: string): Promise<void> {
  if (folder === process.cwd()) throw refusal(folder, 'this is the folder you are in, which cannot be replaced')
  try {
    const found = await lstat(folder).catch(ifMissing)
    if (found?.isSymbolicLink()) throw refusal(folder, 'this is a link to somewhere else')
    if (found && !found.isDirectory()) throw refusal(folder, 'this is a file')
    const names = found ? [...(await readFolder(folder)).keys()] : []
    if (names.length > 0 && !(await isOwn(folder, names)))
      throw refusal(folder, 'the folder holds files that Chorus did not write, or that were changed since')
    await mkdir(dirname(folder), { recursive: true })
  } catch (thrown) {
    throw thrown instanceof InputRefused ? thrown : refusal(folder, `nothing can be written here: ${faultInWords(thrown)}`)
  }
}

/** `mode` is that of the folder. `date` (YYYY-MM-DD) becomes the date of the files: the time at which somebody worked on them is not shown. */
type Written = { readonly mode: number; readonly date: string }

/** Writes all files or none: the new folder takes the place of the old one in a single rename. Throws InputRefused (`report-folder`). */
export async function writeFolder(folder: string, files: Files, { mode, date }: Written): Promise<void> {
  await assertWritable(folder)
  const unfinished = await mkdtemp(`${folder}.unfinished-`).catch((thrown: unknown) => {
    throw refusal(folder, `nothing can be written here: ${faultInWords(thrown)}`)
  })
  try {
    const day = new Date(`${date}T00:00:00Z`)
    for (const [name, bytes] of files) {
      await mkdir(dirname(join(unfinished, name)), { recursive: true })
      await writeFile(join(unfinished, name), bytes)
      await utimes(join(unfinished, name), day, day)
    }
    for (const inside of new Set([...files.keys()].map((name) => dirname(name)))) await utimes(join(unfinished, inside), day, day)
    await chmod(unfinished, mode)
    await utimes(unfinished, day, day)
    await replace(folder, unfinished)
  } catch (thrown) {
    await rm(unfinished, { recursive: true, force: true })
    throw thrown
  }
}

/** Puts `by` in the place of `folder`. The old folder is renamed first and deleted last, so that after an interruption one of the two is whole. */
async function replace(folder: string, by: string): Promise<void> {
  const aside = `${by}.before`
  const old = await rename(folder, aside).then(
    () => aside,
    (thrown: unknown) => ifMissing(thrown),
  )
  try {
    await rename(by, folder)
  } catch (thrown) {
    if (old !== undefined) await rename(old, folder)
    throw thrown
  }
  if (old !== undefined) await rm(old, { recursive: true, force: true })
}

const methods = z.object({ format: z.enum(['chorus-methods/1', 'chorus-coalition/1', 'chorus-waves/1']) })

/** Whether an earlier run made every file of a folder, and none was changed since. */
async function isOwn(folder: string, names: readonly string[]): Promise<boolean> {
  try {
    const sums = await readFile(join(folder, SUMS), 'utf8')
    const hashes = new Map(sums.split('\n').map((line) => [line.slice(line.indexOf('  ') + 2), line.slice(0, line.indexOf('  '))]))
    methods.parse(JSON.parse(await readFile(join(folder, 'methods.json'), 'utf8')))
    for (const name of names.filter((each) => each !== SUMS)) {
      const hash = createHash('sha256')
        .update(await readFile(join(folder, name)))
        .digest('hex')
      if (hashes.get(name) !== hash) return false
    }
    return true
  } catch {
    return false
  }
}

function ifMissing(thrown: unknown): undefined {
  if (faultCode(thrown) !== 'ENOENT') throw thrown
  return undefined
}

function refusal(folder: string, message: string): InputRefused {
  return new InputRefused([
    { code: 'report-folder', file: folder, message, remedy: 'Name another folder with --out: a new one, or an empty one' },
  ])
}
