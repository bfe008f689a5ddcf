import { type ReadRelease, readRelease } from '#shared/release/read.ts'
import { type Files, SUMS } from '#shared/release/release.ts'
import { candidateNames } from '#shared/release/standing.ts'
import type { Bucket } from '#shared/storage/repositories.ts'

/** The plain names of files that a list of sums holds; another name leads out of the folder and is left alone. */
const NAMED = /^[0-9a-f]{64} {2}((?:tables\/)?[A-Za-z0-9][A-Za-z0-9._-]*)$/gm

export type CandidateFiles = { readonly files: Files; readonly read: ReadRelease }

/** A release as it lies in the bucket, every file checked. Undefined when it is not there, or its files are not its own. */
export async function readCandidateFiles(bucket: Pick<Bucket, 'read'>, study: string, id: string): Promise<CandidateFiles | undefined> {
  for (const name of candidateNames(id)) {
    const folder = `${study}/${name}`
    const sums = await bucket.read(`${folder}/${SUMS}`)
    if (!sums) continue
    const names = [...new TextDecoder().decode(sums).matchAll(NAMED)].map(([, file = '']) => file)
    const found = await Promise.all(names.map(async (file) => [file, await bucket.read(`${folder}/${file}`)] as const))
    const files = new Map([...found.flatMap(([file, bytes]) => (bytes ? [[file, bytes] as const] : [])), [SUMS, sums]])
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
