import { isDeepStrictEqual } from 'node:util'
import { readFiles } from '#functions/candidate-folder.ts'
import { shelf } from '#functions/publish/shelf.ts'
import { sha256 } from '#shared/canonical-json.ts'
import { correctionOf, publishedStanding } from '#shared/governance/approval.ts'
import { checkData, checkPublished, type ProofCheck } from '#shared/governance/check-published.ts'
import { PROOF_FILE, readProof } from '#shared/governance/proof.ts'
import type { PublishedVersion } from '#shared/governance/published-versions.ts'
import { verdict } from '#shared/governance/verdict.ts'
import type { VerifiedLog } from '#shared/governance/verified-log.ts'
import { InputRefused } from '#shared/problem.ts'
import { changedFiles } from '#shared/release/read-data.ts'
import { type Files, SUMS, VOTED_SUMS } from '#shared/release/release.ts'
import type { People, Status } from '#shared/release/standing.ts'
import { dataAsVoted } from '#shared/release/voted-files.ts'
import type { Bucket } from '#shared/storage/repositories.ts'

/** The files of a version that may be given out. */
export type Whole = {
  readonly status: Status
  /** By the name of a file: its hash and how many bytes it has. */
  readonly files: ReadonlyMap<string, { readonly hash: string; readonly bytes: number }>
  /**
   * Nothing shows whether the pages of this version are the ones that were published: another Chorus made them, before the log wrote
   * the hashes of files down. Only its data files and its proof are given out.
   */
  readonly dataOnly: boolean
}

export type Asked = {
  readonly version: PublishedVersion
  /** The hash of its files, as the bucket has it. */
  readonly id: string
  /** SHA256SUMS of what was voted on: its hash is in the ledger. */
  readonly voted: Uint8Array
  readonly people: People
  readonly log: VerifiedLog
  readonly board: string
  readonly now: Date
}

/**
 * The files of a version, when they are what the board published. Three ways, the first that applies: by the hash that the log
 * wrote down; by making every page again, where it wrote none; and, where another version of Chorus made the pages, the
 * data files alone, by the hashes that the board voted on. Undefined when none of them shows it.
 */
export async function readWhole(findings: Pick<Bucket, 'read'>, asked: Asked): Promise<Whole | undefined> {
  const files = await readFiles(findings, shelf.folder(asked.id))
  const status = statusOf(asked)
  if (!files || !status || sha256(files.get(SUMS) ?? new Uint8Array()) !== asked.id) return undefined
  const { recorded } = asked.version
  if (recorded) return isRecorded(files, asked, status) ? { status, files: named(files), dataOnly: false } : undefined
  if (readProof(files.get(PROOF_FILE))?.format !== 'chorus-proof/1') return undefined
  if (isMadeAgain(files, asked, status)) return { status, files: named(files), dataOnly: false }
  return dataOf(files, asked, status)
}

/** By the ledger, and by nothing that the files say. */
function statusOf({ version, voted, people, log, board, now }: Asked): Status | undefined {
  const said = verdict({ kind: 'release', id: version.study, bytes: voted }, log, board, now)
  return said.ok ? { standing: publishedStanding(log, said, correctionOf(version)), people } : undefined
}

function isRecorded(files: Files, asked: Asked, status: Status): boolean {
  const recorded = asked.version.recorded?.files
  const proof = readProof(files.get(PROOF_FILE))
  // The log wrote down the whole folder, with a proof that does not know of it. Its data the votes alone can show.
  if (proof?.format === 'chorus-proof/1') {
    const isWhole = recorded === sha256(files.get(SUMS) ?? new Uint8Array()) && changedFiles(files).length === 0
    return isWhole && isShownBy(checkData(files, asked.voted, asked.board, asked.now), asked, status)
  }
  if (proof?.format !== 'chorus-proof/2' || recorded !== sha256(new TextEncoder().encode(proof.published))) return false
  return isShownBy(checkPublished(files, asked.board, asked.now), asked, status)
}

/** Throws where a page is another one than this version makes. */
function isMadeAgain(files: Files, asked: Asked, status: Status): boolean {
  try {
    return isShownBy(checkPublished(files, asked.board, asked.now), asked, status)
  } catch (thrown) {
    if (thrown instanceof InputRefused) return false
    throw thrown
  }
}

function dataOf(files: Files, asked: Asked, status: Status): Whole | undefined {
  if (!isShownBy(checkData(files, asked.voted, asked.board, asked.now), asked, status)) return undefined
  const proof = files.get(PROOF_FILE) ?? new Uint8Array()
  const shown = new Map([...dataAsVoted(files, asked.voted, status), [PROOF_FILE, proof] as const, [VOTED_SUMS, asked.voted] as const])
  return { status, files: named(shown), dataOnly: true }
}

/** Whether the check is good, the ledger in the proof is the beginning of the board's, and the files are those of this version. */
function isShownBy(checked: ProofCheck, { log }: Asked, status: Status): boolean {
  if (!checked.ok || !isDeepStrictEqual(checked.status, status)) return false
  const { head, size } = checked.log.state
  return log.state.places.get(head) === size - 1
}

function named(files: Files): Whole['files'] {
  return new Map([...files].map(([name, bytes]) => [name, { hash: sha256(bytes), bytes: bytes.length }] as const))
}
