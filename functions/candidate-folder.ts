import { sha256 } from '#shared/canonical-json.ts'
import { type ReadRelease, readRelease, readVoted } from '#shared/release/read.ts'
import { type ReleaseData, readCandidateData } from '#shared/release/read-data.ts'
import { type Files, hashesIn, namesIn, SUMS } from '#shared/release/release.ts'
import { candidateNames, LIST_FOLDER } from '#shared/release/standing.ts'
import type { Bucket } from '#shared/storage/repositories.ts'

type Readable = Pick<Bucket, 'read'>
type Folder = { readonly name: string; readonly files: Files }
export type CandidateFiles = { readonly files: Files; readonly read: ReadRelease }

/**
 * A candidate that its series lists: its numbers. Whichever version of Chorus made its pages, they are not looked at. Throws when
 * a file is missing or is not what was written.
 */
export async function readListedCandidate(bucket: Readable, study: string, id: string): Promise<ReleaseData> {
  const { name, files } = await folderOrNone(bucket, study, id)
  return readCandidateData(name, files, id)
}

/**
 * A candidate that the board approved by its hash. Where another version of Chorus made it, its numbers have to be those of the
 * candidate that is listed as counted. Throws like the one above.
 */
export async function readApprovedCandidate(bucket: Readable, study: string, id: string): Promise<ReadRelease> {
  const folder = await folderOrNone(bucket, study, id)
  try {
    return releaseIn(folder, id, false)
  } catch (thrown) {
    const read = votedIn(folder.name, folder.files, id)
    const counted = await countedSums(bucket, study, read.release)
    if (!counted || COUNTED_FILES.some((name) => hashesIn(counted).get(name) !== hashesIn(read.voted).get(name))) throw thrown
    return { ...read, tabulated: sha256(counted), counted }
  }
}

/** The files that stay as they were counted, whatever words are put into a candidate. */
const COUNTED_FILES = ['report.csv', 'means.csv', 'questions.csv', 'survey.json']

/** SHA256SUMS of the candidate that is listed as counted under this number. */
async function countedSums(bucket: Readable, study: string, release: number): Promise<Uint8Array | undefined> {
  const listed = await bucket.read(`${study}/${LIST_FOLDER}/${String(release).padStart(6, '0')}`)
  const id = listed && new TextDecoder().decode(listed).trim()
  const sums = id === undefined ? undefined : await readVotedSums(bucket, study, id)
  return sums && sha256(sums) === id ? sums : undefined
}

/**
 * A candidate with its files. Undefined when it is not there, or its files are not its own. `isKnown`: its hash is known from the
 * ledger or from the list of what was counted, so that another version of Chorus may have made it.
 */
export async function readCandidateFiles(
  bucket: Readable,
  study: string,
  id: string,
  isKnown = false,
): Promise<CandidateFiles | undefined> {
  const folder = await folderOf(bucket, study, id)
  if (!folder) return undefined
  try {
    return { files: folder.files, read: releaseIn(folder, id, isKnown) }
  } catch {
    return undefined
  }
}

/**
 * Whether a candidate is there, whole, and another version of Chorus made its files. Words and quotes are put in by that version alone:
 * this one would make every other file anew, and the result would not be what was counted.
 */
export async function isOfAnotherVersion(bucket: Readable, study: string, id: string): Promise<boolean> {
  const folder = await folderOf(bucket, study, id)
  return folder !== undefined && isReadAs(folder, id, true) && !isReadAs(folder, id, false)
}

function isReadAs(folder: Folder, id: string, isKnown: boolean): boolean {
  try {
    return releaseIn(folder, id, isKnown).id === id
  } catch {
    return false
  }
}

/**
 * Reads the sums of a candidate, which the board votes on; undefined where they are not there. Their hash shows whether they are
 * the right ones.
 */
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

async function folderOrNone(bucket: Readable, study: string, id: string): Promise<Folder> {
  return (await folderOf(bucket, study, id)) ?? { name: `${study}/${id}`, files: new Map() }
}

function releaseIn({ name, files }: Folder, id: string, isKnown: boolean): ReadRelease {
  if (isKnown) return votedIn(name, files, id)
  const read = readRelease(name, files)
  if (read.id !== id) throw new Error(`the files of release ${id} are not its own`)
  return read
}

function votedIn(name: string, files: Files, id: string): ReadRelease {
  const read = readVoted(name, files, files.get(SUMS) ?? new Uint8Array())
  if (read.id !== id || read.candidate !== id) throw new Error(`the files of release ${id} are not its own`)
  return read
}

/** The files that the sums of a folder name, as far as they are there; undefined where the folder has no sums: it is not whole. */
export async function readFiles(bucket: Readable, folder: string): Promise<Files | undefined> {
  const sums = await bucket.read(`${folder}/${SUMS}`)
  if (!sums) return undefined
  const found = await Promise.all(namesIn(sums).map(async (name) => [name, await bucket.read(`${folder}/${name}`)] as const))
  return new Map([...found.flatMap(([name, bytes]) => (bytes ? [[name, bytes] as const] : [])), [SUMS, sums]])
}
