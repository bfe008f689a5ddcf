import type { Problem } from '#shared/problem.ts'
import type { ReadRelease } from './read.ts'

/** A release, and where it was found. */
export type FoundRelease = { readonly folder: string; readonly read: ReadRelease }

/**
 * Checks releases as one series, `found` in the order of their own numbers. The problems: another study among them, a release
 * that is there twice or not at all, a release that does not follow the one before it. Hashes name what they follow, so a release
 * that was replaced by another one does not pass, however well it was made.
 */
export function problemsOfSeries(found: readonly FoundRelease[]): readonly Problem[] {
  const study = commonest(found.map(({ read }) => read.survey.id))
  return found.flatMap(({ folder, read }, at): Problem[] => {
    const problem = (message: string, remedy: string): Problem[] => [{ code: 'release-series', file: folder, message, remedy }]
    if (read.survey.id !== study)
      return problem(`this is a release of another study, ${read.survey.id}, among those of ${study}`, 'Name releases of one study')
    const before = found.slice(0, at).findLast((each) => each.read.survey.id === study)
    if (!before) return []
    if (before.read.release === read.release)
      return problem(
        `release ${read.release} is also in ${before.folder}`,
        'Name each release once. If the two folders differ, one of them is not genuine',
      )
    if (before.read.release + 1 < read.release)
      return problem(
        `${missing(before.read.release + 1, read.release - 1)} before this one`,
        'Name every release: each is attacked with all before it',
      )
    if (before.read.tabulated === undefined)
      return problem(
        `whether it follows release ${before.read.release} cannot be told: another version of Chorus put words into the one in ${before.folder}`,
        'Name the folder of that release as it was counted, before words were put in',
      )
    if (read.previous === before.read.tabulated) return []
    return problem(
      `release ${read.release} was made to follow another release ${before.read.release} than the one in ${before.folder}`,
      'One of the two was replaced or changed: put back the folders as they were published',
    )
  })
}

function missing(from: number, to: number): string {
  return from === to ? `release ${from} is missing` : `releases ${from} to ${to} are missing`
}

function commonest(names: readonly string[]): string | undefined {
  const count = (name: string) => names.filter((each) => each === name).length
  return names.toSorted((a, b) => count(b) - count(a))[0]
}
