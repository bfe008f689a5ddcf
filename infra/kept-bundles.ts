import { createHash } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'

const ROOT = join(import.meta.dirname, '..')
const PLACE = join(ROOT, 'node_modules', '.cache', 'chorus-functions')
const NOTE = 'kept.json'

/** The files that a build depends on besides those that it reads: versions, settings, and the code that builds. */
const BESIDE = ['package.json', 'package-lock.json', 'tsconfig.json', 'infra/bundle-function.ts']

const digests = z.record(z.string(), z.string())
const note = z.object({ root: z.string(), folder: z.string(), inputs: digests, files: digests, about: z.unknown() })

/**
 * Copies to a folder what was built of an entry before, and gives what was said of it, if every file that it was made of still has
 * the same bytes; otherwise undefined. It lies beside the packages, in `node_modules/.cache`, and can be deleted at any time.
 */
export async function fromKept(entry: string, folder: string): Promise<unknown> {
  try {
    const place = placeOf(entry)
    const known = note.parse(JSON.parse(await readFile(join(place, NOTE), 'utf8')))
    if (known.root !== ROOT || !isSame(known.inputs, await digestsOf(Object.keys(known.inputs), ROOT))) return undefined
    await copyAll(join(place, known.folder), folder)
    // A power cut may have left less of them than was written.
    return isSame(known.files, await digestsOf(Object.keys(known.files), folder)) ? known.about : undefined
  } catch {
    // There is none yet, or another process is about to replace it: it is built anew.
    return undefined
  }
}

type Built = {
  /** Every file that was read, from the root of this checkout. */ readonly inputs: readonly string[]
  readonly about: unknown
}

/** Keeps what was built of an entry, in place of what was kept before. Where it cannot be written, nothing is kept. */
export async function keepBuilt(entry: string, folder: string, { inputs, about }: Built): Promise<void> {
  const place = placeOf(entry)
  try {
    const digested = { inputs: await digestsOf([...inputs, ...BESIDE], ROOT), files: await digestsOf(await readdir(folder), folder) }
    await mkdir(place, { recursive: true })
    const own = await mkdtemp(join(place, 'built-'))
    await copyAll(folder, own)
    const written = join(own, NOTE)
    const kept = own.slice(place.length + 1)
    await writeFile(written, JSON.stringify({ root: ROOT, folder: kept, ...digested, about }))
    await rename(written, join(place, NOTE))
    for (const each of await readdir(place))
      if (each !== NOTE && each !== kept) await rm(join(place, each), { recursive: true, force: true })
  } catch {
    await rm(place, { recursive: true, force: true }).catch(() => undefined)
  }
}

function placeOf(entry: string): string {
  return join(PLACE, entry.replaceAll(/\W/g, '-'))
}

type Digests = Readonly<Record<string, string>>

/** The digests of files, by their path from a folder. */
async function digestsOf(paths: readonly string[], folder: string): Promise<Digests> {
  const digested = paths.map(async (path) => [path, await digestOf(join(folder, path))] as const)
  return Object.fromEntries(await Promise.all(digested))
}

async function digestOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('base64')
}

function isSame(then: Digests, now: Digests): boolean {
  return Object.entries(then).every(([path, digest]) => now[path] === digest)
}

async function copyAll(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await Promise.all((await readdir(from)).map((name) => copyFile(join(from, name), join(to, name))))
}
