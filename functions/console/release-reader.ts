import { readFiles } from '#functions/candidate-folder.ts'
import { type ReadRelease, readRelease } from '#shared/release/read.ts'
import type { Files } from '#shared/release/release.ts'
import { candidateNames } from '#shared/release/standing.ts'
import type { Bucket } from '#shared/storage/repositories.ts'

export type CandidateFiles = { readonly files: Files; readonly read: ReadRelease }

/** A release as it lies in the bucket, every file checked. Undefined when it is not there, or its files are not its own. */
export async function readCandidateFiles(bucket: Pick<Bucket, 'read'>, study: string, id: string): Promise<CandidateFiles | undefined> {
  for (const folder of candidateNames(id).map((name) => `${study}/${name}`)) {
    const files = await readFiles(bucket, folder)
    if (!files) continue
    try {
      const read = readRelease(folder, files)
      return read.id === id ? { files, read } : undefined
    } catch {
      return undefined
    }
  }
  return undefined
}

/** The releases of a study that were made, by their number. */
export async function releasesOf(
  bucket: Pick<Bucket, 'read' | 'list'>,
  study: string,
): Promise<{ readonly release: number; readonly id: string }[]> {
  const keys = await bucket.list(`${study}/releases/`)
  const listed = await Promise.all(
    keys.map(async (key) => ({ release: Number(key.split('/').at(-1)), id: new TextDecoder().decode(await bucket.read(key)).trim() })),
  )
  return listed.filter(({ id }) => /^[0-9a-f]{64}$/.test(id))
}
