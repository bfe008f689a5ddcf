import { readOfAnyVersion } from '#shared/governance/read-published.ts'
import { InputRefused, type Problem } from '#shared/problem.ts'
import type { ReadRelease } from '#shared/release/read.ts'
import { RELEASE_FILES } from '#shared/release/read-data.ts'
import { isUnprotected } from '#shared/release/unprotected.ts'
import { problemsOfSeries } from '#shared/release/whole-series.ts'
import { readFolder } from './read-folder.ts'

/** The pattern `reports/*` would also name the key, which lies beside the folders. */
export const NAME_FOLDERS =
  'Name folders that chorus tabulate wrote, or that were published. To name all folders in reports, write reports/*/ with the last slash'

/** Thrown where there is nothing to audit or attack, as opposed to an audit that found something. */
export class Unusable extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.name = 'Unusable'
    this.problem = problem
  }
}

export type FoundHistory = {
  /** Oldest first, by their own numbers. */
  readonly history: readonly ReadRelease[]
  /** The faults of the files or of their order; with any of these no history can be judged. */
  readonly problems: readonly Problem[]
}

/** Every named release, however the folders were ordered. Throws Unusable for a folder that holds no release. */
export async function readHistory(folders: readonly string[]): Promise<FoundHistory> {
  const problems: Problem[] = []
  const found: { readonly folder: string; readonly read: ReadRelease }[] = []
  for (const folder of folders) {
    try {
      const files = await filesIn(folder)
      found.push({ folder, read: readOfAnyVersion(folder, files, new Date()) })
    } catch (thrown) {
      if (!(thrown instanceof InputRefused)) throw thrown
      problems.push(...thrown.problems)
    }
  }
  found.sort((a, b) => a.read.release - b.read.release)
  // A release that cannot be read would look like one that is missing.
  return { history: found.map(({ read }) => read), problems: problems.length > 0 ? problems : problemsOfSeries(found) }
}

/** A release from its folder. Throws Unusable when there is none, and InputRefused when it was changed. */
export async function readReleaseIn(folder: string): Promise<ReadRelease> {
  return readOfAnyVersion(folder, await filesIn(folder), new Date())
}

async function filesIn(folder: string): ReturnType<typeof readFolder> {
  const files = await readFolder(folder).catch((thrown: unknown) => {
    const [problem] = thrown instanceof InputRefused ? thrown.problems : []
    throw problem ? new Unusable({ ...problem, remedy: NAME_FOLDERS }) : thrown
  })
  refuseUnprotected(folder, new TextDecoder().decode(files.get('methods.json')))
  if (RELEASE_FILES.some((name) => files.has(name))) return files
  throw new Unusable({ code: 'release-files', file: folder, message: 'there is no file of a release in this folder', remedy: NAME_FOLDERS })
}

/** Throws Unusable for exact counts. They protect nobody, so an audit or an attack of them would say nothing. */
export function refuseUnprotected(folder: string, methodsJson: string): void {
  if (!isUnprotected(methodsJson)) return
  const message = 'these are exact numbers without protection (made with --profile unprotected): anybody who has them knows every count'
  throw new Unusable({
    code: 'release-unprotected',
    file: folder,
    message,
    remedy:
      'They are no release: do not share them. Without --profile unprotected the same command makes a report that can be audited and attacked',
  })
}
