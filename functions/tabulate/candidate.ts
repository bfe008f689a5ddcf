import type { PublishedReport } from '#shared/disclosure/audit/history.ts'
import { readReport } from '#shared/release/read-report.ts'
import type { Release } from '#shared/release/release.ts'
import type { Bucket } from '#shared/storage/repositories.ts'
import type { Survey } from '#shared/survey/survey.ts'

/**
 * Writes a candidate under its own hash and gives back the key of its folder. Writing the same again changes nothing;
 * SHA256SUMS comes last, so a folder that has it is whole. Throws when other bytes are already there.
 */
export async function writeCandidate(bucket: Pick<Bucket, 'put' | 'read'>, surveyId: string, { id, files }: Release): Promise<string> {
  const prefix = `${surveyId}/${id}/`
  for (const [name, bytes] of files) await putOnce(bucket, `${prefix}${name}`, bytes)
  return prefix
}

/** Says, for readers of the bucket, which folder is which release of a study: a folder that is not listed is none. */
export async function listRelease(bucket: Pick<Bucket, 'put' | 'read'>, surveyId: string, release: number, id: string): Promise<void> {
  await putOnce(bucket, `${surveyId}/releases/${String(release).padStart(6, '0')}`, new TextEncoder().encode(`${id}\n`))
}

const READ = ['report.csv', 'means.csv', 'methods.json', 'SHA256SUMS'] as const

/** An earlier release of a study as its readers have it. Throws when a file is missing or is not what was written. */
export async function readCandidate(bucket: Pick<Bucket, 'read'>, survey: Survey, id: string): Promise<PublishedReport> {
  const files = await Promise.all(
    READ.map(async (name) => {
      const bytes = await bucket.read(`${survey.id}/${id}/${name}`)
      if (!bytes) throw new Error(`release ${id} lacks its ${name}`)
      return [name, bytes] as const
    }),
  )
  return { ...readReport(id, new Map(files)), survey }
}

async function putOnce(bucket: Pick<Bucket, 'put' | 'read'>, key: string, bytes: Uint8Array): Promise<void> {
  const written = await bucket.put(key, bytes)
  if (!written && !same(await bucket.read(key), bytes))
    throw new Error(
      `the candidate ${key.slice(0, key.lastIndexOf('/') + 1)} is damaged: its ${key.slice(key.lastIndexOf('/') + 1)} is not what was written`,
    )
}

function same(stored: Uint8Array | undefined, bytes: Uint8Array): boolean {
  return stored !== undefined && Buffer.compare(stored, bytes) === 0
}
