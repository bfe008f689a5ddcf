import { unzipSync } from 'fflate'
import { sha256 } from '#shared/canonical-json.ts'
import { charterHash } from '#shared/governance/charter.ts'
import { readNote } from '#shared/governance/checkpoint.ts'
import { readEntry } from '#shared/governance/entries.ts'
import { verifyLog } from '#shared/governance/verified-log.ts'
import { CodedError } from '#shared/problem.ts'
import { type ReadRelease, readRelease, readVoted } from '#shared/release/read.ts'
import { type Files, SUMS } from '#shared/release/release.ts'
import { parseSurvey } from '#shared/survey/canonical.ts'
import type { SurveyVersion } from '#shared/survey/survey.ts'

export type BoardExport = {
  /** The hash of the founding charter. */
  readonly board: string
  readonly lines: readonly Uint8Array[]
  readonly checkpoints: readonly { readonly size: number; readonly note: string }[]
  readonly surveys: readonly { readonly version: SurveyVersion; readonly bytes: Uint8Array }[]
  readonly releases: readonly { readonly read: ReadRelease; readonly files: Files }[]
}

const SURVEY = /^surveys\/([a-z][a-z0-9_-]{0,39})\/([0-9a-f]{64})\.json$/
const RELEASE = /^(reports\/[a-z][a-z0-9_-]{0,39}\/[0-9a-f]{64})\/(.+)$/

/**
 * Everything in the file board.zip that the board's pages gave out, with each part checked. `file` is its name, for messages. Throws
 * CodedError (`board-file`) with the first part that is missing or was changed.
 */
export function readExport(file: string, bytes: Uint8Array): BoardExport {
  try {
    const all = new Map(Object.entries(unzipSync(bytes)))
    const text = (name: string) => new TextDecoder('utf-8', { fatal: true }).decode(all.get(name) ?? refuse(`${name} is missing`))
    const lines = text('ledger.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => new TextEncoder().encode(line))
    const first = readEntry(lines[0] ?? new Uint8Array())
    if (first.kind !== 'found') refuse('its ledger does not begin with a board')
    const board = charterHash(first.body.charter)
    const notes = text('ledger.checkpoints').split(/(?<=\n)\n(?=chorus\/)/)
    const { state } = verifyLog({ lines, checkpoints: notes }, board)
    return {
      board,
      lines,
      checkpoints: notes.map((note) => ({ size: readNote(note).size, note })),
      surveys: [...all].flatMap(([name, content]) => surveyIn(name, content)),
      releases: releasesIn(all, new Set([...state.proposals.values()].map(({ body }) => body.sha256))),
    }
  } catch (thrown) {
    throw new CodedError(
      'board-file',
      `${file} is damaged, was changed, or is no export of a board: ${thrown instanceof Error ? thrown.message : thrown}. Nothing was written. Fetch board.zip again from the board's pages.`,
    )
  }
}

function surveyIn(name: string, bytes: Uint8Array): { version: SurveyVersion; bytes: Uint8Array }[] {
  const [, id, hash] = SURVEY.exec(name) ?? []
  if (id === undefined || hash === undefined) return []
  const version = { id, hash }
  parseSurvey(bytes, version)
  return [{ version, bytes }]
}

/** `proposed`: what the ledger names by its hash, so that another version of Chorus may have made it. */
function releasesIn(all: ReadonlyMap<string, Uint8Array>, proposed: ReadonlySet<string>): { read: ReadRelease; files: Files }[] {
  const folders = new Map<string, Map<string, Uint8Array>>()
  for (const [name, bytes] of all) {
    const [, folder, own] = RELEASE.exec(name) ?? []
    if (folder === undefined || own === undefined) continue
    folders.set(folder, (folders.get(folder) ?? new Map<string, Uint8Array>()).set(own, bytes))
  }
  return [...folders].map(([folder, files]) => {
    const sums = files.get(SUMS) ?? new Uint8Array()
    const read = proposed.has(sha256(sums)) ? readVoted(folder, files, sums) : readRelease(folder, files)
    if (!folder.endsWith(`/${read.id}`)) refuse(`the files in ${folder} are not those of this hash`)
    return { read, files }
  })
}

function refuse(message: string): never {
  throw new Error(message)
}
