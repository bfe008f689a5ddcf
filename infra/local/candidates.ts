import { join } from 'node:path'
import * as z from 'zod'
import { folderBucket } from '#shared/storage/folder-bucket.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import type { Deployment } from './deployment.ts'

const released = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('candidate'), prefix: z.string(), cells: z.int(), hidden: z.int() }),
  z.object({ outcome: z.literal('refused'), message: z.string() }),
])

export type Tabulated = { readonly kind: 'found' | 'made'; readonly report: string } | { readonly kind: 'refused'; readonly reason: string }

/** The last report that the survey's series lists, else the first one, made now. A folder that is not listed is no release. */
export async function candidateOf(deployment: Deployment, survey: SurveyVersion): Promise<Tabulated> {
  const folder = deployment.folder.candidates
  const bucket = folderBucket(folder)
  const last = (await bucket.list(`${survey.id}/releases/`)).at(-1)
  const id = last && new TextDecoder().decode(await bucket.read(last)).trim()
  if (id) return { kind: 'found', report: join(folder, survey.id, id, 'report.csv') }
  const result = released.parse(await deployment.runWorkflow('tabulation', { survey, release: 1 }))
  if (result.outcome === 'refused') return { kind: 'refused', reason: result.message }
  return { kind: 'made', report: join(folder, result.prefix, 'report.csv') }
}
