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

/** The report of a survey's release candidate: the one that is there, else one made now. */
export async function candidateOf(deployment: Deployment, survey: SurveyVersion): Promise<Tabulated> {
  const folder = deployment.folder.candidates
  const whole = (await folderBucket(folder).list(`${survey.id}/`)).filter((key) => key.endsWith('/SHA256SUMS'))
  const last = whole.at(-1)
  if (last) return { kind: 'found', report: join(folder, last, '..', 'report.csv') }
  const result = released.parse(await deployment.runWorkflow('tabulation', { survey, release: 1 }))
  if (result.outcome === 'refused') return { kind: 'refused', reason: result.message }
  return { kind: 'made', report: join(folder, result.prefix, 'report.csv') }
}
