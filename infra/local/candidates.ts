import { join } from 'node:path'
import * as z from 'zod'
import { candidateNames } from '#shared/release/standing.ts'
import { folderBucket } from '#shared/storage/folder-bucket.ts'
import type { Bucket } from '#shared/storage/repositories.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import type { Deployment } from './local-deployment.ts'
import { peopleOf } from './made-up.ts'

type Counting = { readonly folder: Pick<Deployment['folder'], 'candidates' | 'madeUp'> } & Pick<Deployment, 'runWorkflow'>

const result = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('candidate'), prefix: z.string() }),
  z.object({ outcome: z.literal('refused'), message: z.string() }),
])

type Report = { readonly release: number; readonly report: string }

export type Tabulated = {
  /** The last report on the survey: made now, or there before. Absent when there is none yet. */
  readonly last?: Report
  /** The reason why no further one was made now. */
  readonly refused?: string
}

/** Makes the next release of a survey's series, if enough has changed for one. */
export async function nextCandidate(deployment: Counting, survey: SurveyVersion): Promise<Tabulated> {
  const before = await listed(deployment, survey.id)
  const release = before.length + 1
  try {
    const made = result.parse(
      await deployment.runWorkflow('tabulation', { survey, release, people: await peopleOf(deployment.folder, survey.id) }),
    )
    if (made.outcome === 'candidate') return { last: { release, report: reportIn(deployment, made.prefix) } }
    const last = await lastOf(deployment, survey.id, before)
    return { ...(last ? { last } : {}), refused: `${made.message} [report-refused]` }
  } catch (failed) {
    const now = await listed(deployment, survey.id)
    const gone = await goneOf(deployment, survey.id, now)
    if (gone.length > 0) return { refused: goneInWords(deployment, survey.id, gone) }
    // A release made just before the machine stopped is listed at the next request.
    if (now.length === before.length) throw failed
    return nextCandidate(deployment, survey)
  }
}

/** The releases that the series of a study lists. Any other folder is not a release. */
function listed({ folder }: Pick<Counting, 'folder'>, study: string): Promise<string[]> {
  return folderBucket(folder.candidates).list(`${study}/releases/`)
}

async function lastOf(deployment: Pick<Counting, 'folder'>, study: string, keys: readonly string[]): Promise<Report | undefined> {
  const key = keys.at(-1)
  if (key === undefined) return undefined
  const id = new TextDecoder().decode(await folderBucket(deployment.folder.candidates).read(key)).trim()
  return { release: keys.length, report: reportIn(deployment, await folderOf(deployment, study, id)) }
}

/** The numbers of reports that were made and are no longer, or not whole, in the folder of candidates; up to the last one that is listed. */
async function goneOf({ folder }: Pick<Counting, 'folder'>, study: string, keys: readonly string[]): Promise<number[]> {
  const bucket = folderBucket(folder.candidates)
  const made = Number(keys.at(-1)?.split('/').at(-1) ?? 0)
  const gone: number[] = []
  for (let release = 1; release <= made; release++) {
    const key = keys.find((each) => Number(each.split('/').at(-1)) === release)
    const id = key === undefined ? undefined : new TextDecoder().decode(await bucket.read(key)).trim()
    if (id === undefined || !(await isWhole(bucket, await folderOf({ folder }, study, id)))) gone.push(release)
  }
  return gone
}

/** The folder of a candidate, or the path with its plain name where there is no such folder. */
async function folderOf({ folder }: Pick<Counting, 'folder'>, study: string, id: string): Promise<string> {
  const bucket = folderBucket(folder.candidates)
  for (const name of candidateNames(id)) if (await isWhole(bucket, `${study}/${name}`)) return `${study}/${name}`
  return `${study}/${id}`
}

/** Whether the last file to be written is there. */
async function isWhole(bucket: Pick<Bucket, 'read'>, prefix: string): Promise<boolean> {
  return (await bucket.read(`${prefix}/SHA256SUMS`)) !== undefined
}

function goneInWords({ folder }: Pick<Counting, 'folder'>, study: string, gone: readonly number[]): string {
  return (
    `${gone.length === 1 ? `Report ${gone} was made and is` : `Reports ${gone.join(', ')} were made and are`} no longer in ${join(folder.candidates, study)}. ` +
    'The next report is checked together with all earlier ones, so put the folder back as it was. Until then people can still answer, and delete their answers. If there is no copy, no further report on this survey can be made: open it again under another id. [series-previous]'
  )
}

function reportIn({ folder }: Pick<Counting, 'folder'>, prefix: string): string {
  return join(folder.candidates, prefix, 'report.html')
}
