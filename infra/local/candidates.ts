import { join } from 'node:path'
import * as z from 'zod'
import { folderBucket } from '#shared/storage/folder-bucket.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import type { Deployment } from './deployment.ts'

type Counting = { readonly folder: Pick<Deployment['folder'], 'candidates'> } & Pick<Deployment, 'runWorkflow'>

const result = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('candidate'), prefix: z.string() }),
  z.object({ outcome: z.literal('refused'), message: z.string() }),
])

type Report = { readonly release: number; readonly report: string }

export type Tabulated = {
  /** The last report on the survey: made now, or there before. Absent when there is none yet. */
  readonly last?: Report
  /** Why no further one was made now. */
  readonly refused?: string
}

/** Makes the next release of a survey's series, if enough has changed for one. */
export async function nextCandidate(deployment: Counting, survey: SurveyVersion): Promise<Tabulated> {
  const before = await listed(deployment, survey.id)
  const release = before.length + 1
  try {
    const made = result.parse(await deployment.runWorkflow('tabulation', { survey, release }))
    if (made.outcome === 'candidate') return { last: { release, report: reportIn(deployment, made.prefix) } }
    const last = await lastOf(deployment, survey.id, before)
    return { ...(last ? { last } : {}), refused: made.message }
  } catch (failed) {
    // A release made just before the machine stopped is listed by whoever asks next.
    if ((await listed(deployment, survey.id)).length === before.length) throw failed
    return nextCandidate(deployment, survey)
  }
}

/** A folder that the series does not list is no release. */
function listed({ folder }: Pick<Counting, 'folder'>, study: string): Promise<string[]> {
  return folderBucket(folder.candidates).list(`${study}/releases/`)
}

async function lastOf(deployment: Pick<Counting, 'folder'>, study: string, keys: readonly string[]): Promise<Report | undefined> {
  const key = keys.at(-1)
  if (key === undefined) return undefined
  const id = new TextDecoder().decode(await folderBucket(deployment.folder.candidates).read(key)).trim()
  return { release: keys.length, report: reportIn(deployment, `${study}/${id}`) }
}

function reportIn({ folder }: Pick<Counting, 'folder'>, prefix: string): string {
  return join(folder.candidates, prefix, 'report.csv')
}
