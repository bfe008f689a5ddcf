import { sha256 } from '#shared/canonical-json.ts'
import { QUOTES_FILE } from './quotes.ts'
import { type Files, hashesIn } from './release.ts'
import { SENTENCES_FILE } from './sentences/board-sentences.ts'
import { CANDIDATE, type Status, statusMark } from './standing.ts'

/** The files that everything else in a release is made from. A release without words of people or of the board lacks the last two or one of them. */
export const DATA_FILES = ['report.csv', 'means.csv', 'questions.csv', 'survey.json', 'methods.json', QUOTES_FILE, SENTENCES_FILE] as const

/**
 * The data files of a published release that are, byte for byte, those of the candidate that a board voted on, but for the words
 * that say what the release is. `voted`: SHA256SUMS of the candidate. No page and no table is made anew, so this holds whichever
 * version of Chorus made the files.
 */
export function dataAsVoted(files: Files, voted: Uint8Array, status: Status): Files {
  const hashes = hashesIn(voted)
  return new Map(
    DATA_FILES.flatMap((name) => {
      const [bytes, hash] = [files.get(name), hashes.get(name)]
      return bytes && hash !== undefined && isAsVoted(name, bytes, hash, status) ? [[name, bytes] as const] : []
    }),
  )
}

/** The data files that are not as they were voted on, that are gone, or that the candidate did not have. */
export function dataNotVoted(files: Files, voted: Uint8Array, status: Status): readonly string[] {
  const [asVoted, hashes] = [dataAsVoted(files, voted, status), hashesIn(voted)]
  return DATA_FILES.filter((name) => (files.has(name) || hashes.has(name)) && !asVoted.has(name))
}

/** Two ways: from what is published to what was voted on, and back. So nothing that differs in another place comes through. */
function isAsVoted(name: string, bytes: Uint8Array, hash: string, status: Status): boolean {
  try {
    const candidate = { ...status, standing: CANDIDATE }
    const before = marked(name, bytes, status, candidate)
    return sha256(before) === hash && Buffer.compare(marked(name, before, candidate, status), bytes) === 0
  } catch {
    return false
  }
}

/** Data files as they were read, and what they say of the release. */
export type ReadFiles = { readonly files: Files; readonly status: Status }

/** Those of `found` that are data files, as they are when the release is `to`. Throws for bytes that are no such file. */
export function dataMarked({ files, status }: ReadFiles, to: Status): Files {
  return new Map(
    DATA_FILES.flatMap((name) => {
      const bytes = files.get(name)
      return bytes ? [[name, marked(name, bytes, status, to)] as const] : []
    }),
  )
}

/** The same file when the release is `to`, where it says that it is `from`. Throws for bytes that are no such file. */
function marked(name: string, bytes: Uint8Array, from: Status, to: Status): Uint8Array {
  if (name.endsWith('.csv')) return inText(bytes, (text) => text.replaceAll(endOfRow(from), endOfRow(to)))
  if (name === 'methods.json') return inJson(bytes, to.standing)
  return name === 'survey.json' ? bytes : inJson(bytes, statusMark(to))
}

/** The last column of each row says what the release is. */
function endOfRow(status: Status): string {
  const mark = statusMark(status)
  return `,${mark.includes(',') ? `"${mark}"` : mark}\n`
}

function inText(bytes: Uint8Array, change: (text: string) => string): Uint8Array {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  return new TextEncoder().encode(change(text))
}

/** Keeps the order of the fields, and writes them as the release's writers do. */
function inJson(bytes: Uint8Array, standing: unknown): Uint8Array {
  return inText(bytes, (text) => {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('standing' in value)) throw new Error('it does not say what the release is')
    return `${JSON.stringify({ ...value, standing }, null, 2)}\n`
  })
}
