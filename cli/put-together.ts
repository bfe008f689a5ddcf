import { basename, dirname, join, resolve } from 'node:path'
import { readReleaseIn, Unusable } from '#cli/read-history.ts'
import { assertWritable, writeFolder } from '#cli/release-folder.ts'
import { shownPath } from '#cli/shown-path.ts'
import { InputRefused } from '#shared/problem.ts'
import type { Files } from '#shared/release/release.ts'
import { candidateName } from '#shared/release/standing.ts'
import { type Company, type ComparedRelease, sourcesOf } from '#shared/release/together/comparable.ts'

export type TogetherOptions = { readonly out: string; readonly trial?: boolean }

/** Reads releases, puts them together with `write`, and writes the folder. Gives its path as a person would type it. Throws InputRefused. */
export async function putTogether(
  folders: readonly string[],
  { out, trial = false }: TogetherOptions,
  write: (sources: readonly ComparedRelease[], company: Company) => Files,
): Promise<string> {
  const found = []
  for (const folder of folders) found.push({ folder, read: await readOne(folder) })
  const sources = sourcesOf(found)
  const isMadeUp = found.some(({ read }) => read.status.people === 'made-up')
  const path = resolve(out)
  const folder = trial ? join(dirname(path), candidateName(basename(path), isMadeUp ? 'made-up' : 'real')) : path
  const files = write(sources, { trial })
  await assertWritable(folder)
  const date =
    found
      .map(({ read }) => read.date)
      .toSorted()
      .at(-1) ?? ''
  await writeFolder(folder, files, { mode: 0o755, date })
  return shownPath(folder)
}

async function readOne(folder: string) {
  return readReleaseIn(folder).catch((thrown: unknown) => {
    throw thrown instanceof Unusable ? new InputRefused([thrown.problem]) : thrown
  })
}
