import { readdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { readFolder } from '#cli/read-folder.ts'
import { sha256 } from '#shared/canonical-json.ts'
import type { PublishedReport } from '#shared/disclosure/audit/history.ts'
import type { SeriesState } from '#shared/disclosure/series/state.ts'
import { votedSumsIn } from '#shared/governance/read-published.ts'
import { InputRefused } from '#shared/problem.ts'
import { readRelease } from '#shared/release/read.ts'
import { type ReleaseData, readCandidateData, readVotedData, releaseId, roundedRelease } from '#shared/release/read-data.ts'
import type { Files } from '#shared/release/release.ts'
import { claimedId } from './claimed-id.ts'

/**
 * Every release of a series, oldest first, from the folder of the last one and those beside it. Throws InputRefused when the
 * folder is not of the last release, or an earlier one is not found or was changed: a release is audited against all before it.
 */
export async function readEarlier(state: SeriesState, previous: string): Promise<PublishedReport[]> {
  const last = resolve(previous)
  if ((await claimedId(last)) !== state.releases.at(-1)) {
    throw new InputRefused([
      {
        code: 'series-previous',
        file: previous,
        message: `this folder is not report ${state.release} of ${state.study}, the last one made with this key, or a file of it was changed`,
        remedy: 'Name the folder of the last report, as it was written',
      },
    ])
  }
  const beside = await readdir(dirname(last), { withFileTypes: true })
  const folders = beside.filter((entry) => entry.isDirectory()).map((entry) => join(dirname(last), entry.name))
  const found = new Map<string | undefined, string>()
  for (const folder of [...folders, last]) found.set(await claimedId(folder), folder)
  const missing = state.releases.flatMap((id, i) => (found.has(id) ? [] : [i + 1]))
  if (missing.length > 0) {
    throw new InputRefused([
      {
        code: 'series-previous',
        file: dirname(last),
        message: `beside the last report there is no folder of report ${missing.join(', ')}`,
        remedy: 'Put the folders of all earlier reports, as they were written, beside the last one',
      },
    ])
  }
  return Promise.all(
    state.releases.map(async (id) => {
      const folder = found.get(id) ?? ''
      return roundedRelease(dataOf(folder, await readFolder(folder), id))
    }),
  )
}

/**
 * The numbers of an earlier release, which the state of the series names by `id`. Of a candidate, and of a published release whose proof has
 * the sums that were voted on, no page is made again, so another version of Chorus may have made them. Throws InputRefused.
 */
function dataOf(folder: string, files: Files, id: string): Pick<ReleaseData, 'release' | 'survey' | 'policy' | 'tables'> {
  if (releaseId(files) === id) return readCandidateData(folder, files, id)
  const voted = votedSumsIn(files)
  if (voted && sha256(voted) === id) return readVotedData(folder, files, voted)
  return readRelease(folder, files)
}
