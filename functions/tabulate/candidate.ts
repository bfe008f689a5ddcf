import type { Release } from '#shared/release/release.ts'
import type { Bucket } from '#shared/storage/repositories.ts'

/**
 * Writes a candidate under its own hash and gives back the key of its folder. Writing the same again changes nothing;
 * SHA256SUMS comes last, so a folder that has it is whole. Throws when other bytes are already there.
 */
export async function writeCandidate(bucket: Pick<Bucket, 'put' | 'read'>, surveyId: string, { id, files }: Release): Promise<string> {
  const prefix = `${surveyId}/${id}/`
  for (const [name, bytes] of files) {
    const key = `${prefix}${name}`
    const written = await bucket.put(key, bytes)
    if (!written && !same(await bucket.read(key), bytes))
      throw new Error(`the candidate ${prefix} is damaged: its ${name} is not what was written`)
  }
  return prefix
}

function same(stored: Uint8Array | undefined, bytes: Uint8Array): boolean {
  return stored !== undefined && Buffer.compare(stored, bytes) === 0
}
