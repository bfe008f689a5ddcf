import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { folderBucket } from '#shared/storage/folder-bucket.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'
import type { Deployment } from './deployment.ts'

const released = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('candidate'), prefix: z.string(), cells: z.int(), hidden: z.int() }),
  z.object({ outcome: z.literal('refused'), message: z.string() }),
])

/** As much of a release's methods as says which version of the survey it counts. */
const methods = z.object({ survey: z.object({ hash: z.string() }) })

export type Tabulated = { readonly kind: 'found' | 'made'; readonly report: string } | { readonly kind: 'refused'; readonly reason: string }

/** The last report in the survey's series, when it counts this version; else the series' next one, made now. */
export async function candidateOf(deployment: Deployment, survey: SurveyVersion): Promise<Tabulated> {
  const folder = deployment.folder.candidates
  const bucket = folderBucket(folder)
  // A folder that the series does not list is no release.
  const listed = await bucket.list(`${survey.id}/releases/`)
  const last = listed.at(-1)
  const id = last && new TextDecoder().decode(await bucket.read(last)).trim()
  if (id) {
    const release = join(folder, survey.id, id)
    const { survey: counted } = methods.parse(JSON.parse(await readFile(join(release, 'methods.json'), 'utf8')))
    if (counted.hash === survey.hash) return { kind: 'found', report: join(release, 'report.csv') }
  }
  const result = released.parse(await deployment.runWorkflow('tabulation', { survey, release: listed.length + 1 }))
  if (result.outcome === 'refused') return { kind: 'refused', reason: result.message }
  return { kind: 'made', report: join(folder, result.prefix, 'report.csv') }
}
