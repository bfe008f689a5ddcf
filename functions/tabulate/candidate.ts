import type { PublishedReport } from '#shared/disclosure/audit/history.ts'
import { readRelease, roundedRelease } from '#shared/release/read.ts'
import { type Release, SUMS } from '#shared/release/release.ts'
import { candidateName, candidateNames, type People } from '#shared/release/standing.ts'
import type { Bucket } from '#shared/storage/repositories.ts'

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
  const prefix = `${surveyId}/${candidateName(id, people)}/`
  for (const [name, bytes] of files) await putOnce(bucket, `${prefix}${name}`, bytes)
  return prefix
}

/** Says, for readers of the bucket, which folder is which release of a study: a folder that is not listed is none. */
export async function listRelease(bucket: Pick<Bucket, 'put' | 'read'>, surveyId: string, release: number, id: string): Promise<void> {
  await putOnce(bucket, `${surveyId}/releases/${String(release).padStart(6, '0')}`, new TextEncoder().encode(`${id}\n`))
}

/** An earlier release of a study as its readers have it. Throws when a file is missing or is not what was written. */
export async function readCandidate(bucket: Pick<Bucket, 'read'>, surveyId: string, id: string): Promise<PublishedReport> {
  const { folder, sums } = await findCandidate(bucket, surveyId, id)
  const names = [SUMS, ...listedIn(new TextDecoder().decode(sums))]
  const found = await Promise.all(names.map(async (name) => [name, await bucket.read(`${folder}/${name}`)] as const))
  const read = readRelease(folder, new Map(found.flatMap(([name, bytes]) => (bytes ? [[name, bytes] as const] : []))))
  if (read.id !== id) throw new Error(`the files of release ${id} are not its own`)
  return roundedRelease(read)
}

async function findCandidate(bucket: Pick<Bucket, 'read'>, surveyId: string, id: string) {
  const folders = candidateNames(id).map((name) => `${surveyId}/${name}`)
  const found = await Promise.all(folders.map(async (folder) => ({ folder, sums: await bucket.read(`${folder}/${SUMS}`) })))
  return found.find(({ sums }) => sums) ?? { folder: `${surveyId}/${id}`, sums: undefined }
}

/** The plain names of files that a list of sums holds; another name leads out of the folder and is left alone. */
function listedIn(sums: string): string[] {
  return [...sums.matchAll(/^[0-9a-f]{64} {2}((?:tables\/)?[A-Za-z0-9][A-Za-z0-9._-]*)$/gm)].map(([, name = '']) => name)
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
