import { type ReadRelease, readRelease } from '#shared/release/read.ts'
import { type Files, namesIn, SUMS } from '#shared/release/release.ts'
import { candidateNames } from '#shared/release/standing.ts'
import type { Bucket } from '#shared/storage/repositories.ts'

/** A candidate from its files, checked. Throws when a file is missing or is not what was written. */
export async function readCandidateFolder(bucket: Pick<Bucket, 'read'>, study: string, id: string): Promise<ReadRelease> {
  const folders = candidateNames(id).map((name) => `${study}/${name}`)
  const found = await Promise.all(folders.map((folder) => readFiles(bucket, folder)))
  const at = found.findIndex((files) => files !== undefined)
  const read = readRelease(folders[at] ?? `${study}/${id}`, found[at] ?? new Map())
  if (read.id !== id) throw new Error(`the files of release ${id} are not its own`)
  return read
}

/** The files that the sums of a folder name, as far as they are there; undefined where the folder has no sums: it is not whole. */
export async function readFiles(bucket: Pick<Bucket, 'read'>, folder: string): Promise<Files | undefined> {
  const sums = await bucket.read(`${folder}/${SUMS}`)
  if (!sums) return undefined
  const found = await Promise.all(namesIn(sums).map(async (name) => [name, await bucket.read(`${folder}/${name}`)] as const))
  return new Map([...found.flatMap(([name, bytes]) => (bytes ? [[name, bytes] as const] : [])), [SUMS, sums]])
}
