import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readReleaseIn, Unusable } from '#cli/read-history.ts'
import { describeProblem, InputRefused } from '#shared/problem.ts'
import type { ReadRelease } from '#shared/release/read.ts'
import { SUMS } from '#shared/release/release.ts'

/** The deepest level below the named folder at which a release is looked for: candidates/<study>/<release> in a data folder, and one more. */
const DEEPEST = 4

export type Found = { readonly folder: string; readonly read: ReadRelease } | { readonly folder: string; readonly why: string }

/** Every release in a folder and in the folders below it, sorted by path; for one that cannot be read, the reason. */
export async function findReleases(folder: string): Promise<readonly Found[]> {
  const folders = await foldersWithSums(folder, DEEPEST)
  return Promise.all(folders.map(readOrWhy))
}

async function foldersWithSums(folder: string, deeper: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  if (entries.some((entry) => entry.name === SUMS)) return [folder]
  const inside = entries.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules').map(({ name }) => name)
  if (deeper === 0) return []
  return (await Promise.all(inside.toSorted().map((name) => foldersWithSums(join(folder, name), deeper - 1)))).flat()
}

async function readOrWhy(folder: string): Promise<Found> {
  try {
    return { folder, read: await readReleaseIn(folder) }
  } catch (thrown) {
    if (thrown instanceof Unusable) return { folder, why: thrown.message }
    if (thrown instanceof InputRefused) return { folder, why: thrown.problems.slice(0, 1).map(describeProblem).join('') }
    throw thrown
  }
}
