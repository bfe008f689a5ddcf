import { readListedCandidate } from '#functions/candidate-folder.ts'
import { putOnce } from '#functions/put-once.ts'
import type { PublishedReport } from '#shared/disclosure/audit/history.ts'
import { roundedRelease } from '#shared/release/read-data.ts'
import type { Release } from '#shared/release/release.ts'
import { candidateName, LIST_FOLDER, type People } from '#shared/release/standing.ts'
import type { Bucket } from '#shared/storage/repositories.ts'

/** The key of a candidate's folder; ends in `/`. */
export function folderOf(surveyId: string, id: string, people: People): string {
  return `${surveyId}/${candidateName(id, people)}/`
}

/**
 * Writes a candidate under its own hash and gives back the key of its folder, whose name says that it is one, and whether its people are
 * made up. Writing the same again changes nothing;
 * SHA256SUMS comes last, so a folder that has it is whole. Throws when other bytes are already there.
 */
export async function writeCandidate(
  bucket: Pick<Bucket, 'put' | 'read'>,
  surveyId: string,
  { id, files }: Release,
  people: People,
): Promise<string> {
  const prefix = folderOf(surveyId, id, people)
  for (const [name, bytes] of files) await putOnce(bucket, `${prefix}${name}`, bytes)
  return prefix
}

/** Says, for readers of the bucket, which folder is which release of a study: a folder that is not listed is none. */
export async function listRelease(bucket: Pick<Bucket, 'put' | 'read'>, surveyId: string, release: number, id: string): Promise<void> {
  await putOnce(bucket, listedAs(surveyId, release), new TextEncoder().encode(`${id}\n`))
}

/** Whether a release of a study is listed under this number. */
export async function isListed(bucket: Pick<Bucket, 'read'>, surveyId: string, release: number): Promise<boolean> {
  return (await bucket.read(listedAs(surveyId, release))) !== undefined
}

function listedAs(surveyId: string, release: number): string {
  return `${surveyId}/${LIST_FOLDER}/${String(release).padStart(6, '0')}`
}

/** An earlier release of a study as its readers have it. Throws when a file is missing or is not what was written. */
export async function readCandidate(bucket: Pick<Bucket, 'read'>, surveyId: string, id: string): Promise<PublishedReport> {
  return roundedRelease(await readListedCandidate(bucket, surveyId, id))
}
