import { type ReadRelease, readRelease } from '#shared/release/read.ts'
import { type Files, namesIn, SUMS } from '#shared/release/release.ts'
import { candidateNames } from '#shared/release/standing.ts'
import type { Bucket } from '#shared/storage/repositories.ts'

type Readable = Pick<Bucket, 'read'>
type Folder = { readonly name: string; readonly files: Files }
export type CandidateFiles = { readonly files: Files; readonly read: ReadRelease }

/** A candidate from its files, checked. Throws when a file is missing or is not what was written. */
export async function readCandidateFolder(bucket: Readable, study: string, id: string): Promise<ReadRelease> {
  return releaseIn((await folderOf(bucket, study, id)) ?? { name: `${study}/${id}`, files: new Map() }, id)
}

/** The same with its files. Undefined when it is not there, or its files are not its own. */
export async function readCandidateFiles(bucket: Readable, study: string, id: string): Promise<CandidateFiles | undefined> {
  const folder = await folderOf(bucket, study, id)
  if (!folder) return undefined
  try {
    return { files: folder.files, read: releaseIn(folder, id) }
  } catch {
    return undefined
  }
}

/** The sums of a candidate, which the board votes on; undefined where they are not there. What they are worth, their hash says. */
export async function readVotedSums(bucket: Readable, study: string, id: string): Promise<Uint8Array | undefined> {
  for (const name of candidateNames(id)) {
    const sums = await bucket.read(`${study}/${name}/${SUMS}`)
    if (sums) return sums
  }
  return undefined
}

async function folderOf(bucket: Readable, study: string, id: string): Promise<Folder | undefined> {
  for (const name of candidateNames(id).map((each) => `${study}/${each}`)) {
    const files = await readFiles(bucket, name)
    if (files) return { name, files }
  }
  return undefined
}

function releaseIn({ name, files }: Folder, id: string): ReadRelease {
  const read = readRelease(name, files)
  if (read.id !== id) throw new Error(`the files of release ${id} are not its own`)
  return read
}

/** The files that the sums of a folder name, as far as they are there; undefined where the folder has no sums: it is not whole. */
export async function readFiles(bucket: Readable, folder: string): Promise<Files | undefined> {
  const sums = await bucket.read(`${folder}/${SUMS}`)
  if (!sums) return undefined
  const found = await Promise.all(namesIn(sums).map(async (name) => [name, await bucket.read(`${folder}/${name}`)] as const))
  return new Map([...found.flatMap(([name, bytes]) => (bytes ? [[name, bytes] as const] : [])), [SUMS, sums]])
}
