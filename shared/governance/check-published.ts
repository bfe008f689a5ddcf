import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { canonicalJson, sha256 } from '#shared/canonical-json.ts'
import { oneLine } from '#shared/one-line.ts'
import { QUOTES_FILE } from '#shared/release/quotes.ts'
import { readRelease } from '#shared/release/read.ts'
import { RELEASE_FILES, textOf } from '#shared/release/read-data.ts'
import { type Files, hashesIn, SUMS, sumsOf } from '#shared/release/release.ts'
import { people, type Status, standing } from '#shared/release/standing.ts'
import { dataNotVoted } from '#shared/release/voted-files.ts'
import { type Approved, againstItsQuotes, isCorrection, objectionsTo, type Published, publishedStanding } from './approval.ts'
import type { PublishedFiles } from './ledger-state.ts'
import { type BoundProof, PROOF_FILE, type Proof, readProof } from './proof.ts'
import { proofSentences } from './proof-in-words.ts'
import { verdict } from './verdict.ts'
import { type VerifiedLog, verifyLog } from './verified-log.ts'

export type ProofCheck =
  | {
      readonly ok: true
      readonly sentences: readonly string[]
      /** The ledger that shows it. */
      readonly log: VerifiedLog
      readonly status: Status
    }
  | { readonly ok: false; readonly sentences: readonly string[] }

/** The facts that a folder gives about itself. */
const about = z.object({ standing, people, survey: z.object({ id: z.string() }) })

/** The parts of a folder, apart from its proof, that have to fit the ledger. */
type Claim = { readonly study: string; readonly status: Status; readonly voted: Uint8Array; readonly quotes: number }

/**
 * Checks published files by what is in them alone. `board` is the fingerprint that the reader knows the board by, where
 * they know one: without it, the sentences say which board the files name, and that the reader has to compare. Files whose hash the
 * ledger holds are checked by it, whichever version made them. Of others every page is made again and compared: throws InputRefused
 * when one differs; `folder` is how the person named it.
 */
export function checkPublished(files: Files, board: string | undefined, now: Date, folder = 'what was published'): ProofCheck {
  const found = readProof(files.get(PROOF_FILE))
  const read = found?.format === 'chorus-proof/2' ? undefined : readRelease(folder, files)
  const claim = read
    ? { study: read.survey.id, status: read.status, voted: read.voted, quotes: read.content.quotes.quotes.length }
    : claimIn(files, found?.format === 'chorus-proof/2' ? new TextEncoder().encode(found.voted) : new Uint8Array())
  if (claim?.status.standing.state === 'candidate') return no('This is a candidate: no board has approved it.')
  if (!files.has(PROOF_FILE)) return no('It says that a board approved it, and proof.json, which would show that, is missing.')
  if (!found) return no('proof.json is not a proof that Chorus can read.')
  if (!claim) return no('methods.json does not say what the release is.')
  if (found.format === 'chorus-proof/2') {
    const wrong = againstBytes(files, found, claim)
    if (wrong !== undefined) return no(wrong)
  }
  return checkClaim(claim, found, files, board, now)
}

/**
 * Checks the data files of a published release whose pages cannot be checked: another
 * version of Chorus made them, and the log did not write their hash down. `voted`: SHA256SUMS of the candidate. Good when all of its data files
 * are what was voted on, and proof.json shows that it was approved.
 */
export function checkData(files: Files, voted: Uint8Array, board: string | undefined, now: Date): ProofCheck {
  const found = readProof(files.get(PROOF_FILE))
  if (found?.format !== 'chorus-proof/1') return no('proof.json is missing, or is no proof of the first kind.')
  if (sha256(voted) !== found.artifact) return no('The list of what was voted on is not the one that proof.json is about.')
  const claim = claimIn(files, voted)
  if (!claim || claim.status.standing.state === 'candidate') return no('methods.json does not say that it was published.')
  const wrong = againstData(files, claim)
  return wrong === undefined ? checkClaim(claim, found, files, board, now) : no(wrong)
}

function claimIn(files: Files, voted: Uint8Array): Claim | undefined {
  try {
    const { survey, standing, people } = about.parse(JSON.parse(textOf(files, 'methods.json')))
    const { quotes } = quoting.parse(JSON.parse(textOf(files, QUOTES_FILE)))
    return { study: survey.id, status: { standing, people }, voted, quotes: quotes.length }
  } catch {
    return undefined
  }
}

const quoting = z.object({ quotes: z.array(z.unknown()) })

/** Why the bytes are not those that the proof is about; undefined when they are. */
function againstBytes(files: Files, { artifact, voted, published }: BoundProof, claim: Claim): string | undefined {
  if (sha256(new TextEncoder().encode(voted)) !== artifact) return 'The list of what was voted on is not the one that proof.json is about.'
  const listed = hashesIn(new TextEncoder().encode(published))
  const own = [...files].filter(([name]) => name !== PROOF_FILE && name !== SUMS)
  const changed = own.find(([name, bytes]) => listed.get(name) !== sha256(bytes))
  if (changed) return `${changed[0]} is not the file that was published.`
  const gone = [...listed.keys()].find((name) => !files.has(name))
  if (gone !== undefined) return `${gone} was published, and is missing.`
  if (Buffer.compare(sumsOf(files), files.get(SUMS) ?? new Uint8Array()) !== 0) return `${SUMS} is not the list of these files.`
  if (Buffer.compare(sumsOf(new Map(own)), new TextEncoder().encode(published)) !== 0)
    return 'The list in proof.json is not of these files.'
  return againstData(files, claim)
}

/** The numbers are bound by the votes themselves, and not only by what the log wrote down. */
function againstData(files: Files, { status, voted }: Claim): string | undefined {
  const known = hashesIn(voted)
  const [other] = [...RELEASE_FILES.filter((name) => name !== SUMS && !known.has(name)), ...dataNotVoted(files, voted, status)]
  return other === undefined ? undefined : `${other} is not the file that was voted on.`
}

function checkClaim(claim: Claim, found: Proof, files: Files, board: string | undefined, now: Date): ProofCheck {
  if (board !== undefined && found.board !== board) return no(`It was approved by another board than the one you named: ${found.board}.`)
  const log = { lines: found.entries.map(canonicalJson), checkpoints: found.checkpoints }
  const said = verdict({ kind: 'release', id: claim.study, bytes: claim.voted }, log, found.board, now)
  if (!said.ok) return no(...said.missing.map(({ text }) => text))
  const verified = verifyLog(log, found.board)
  const quotes = againstItsQuotes(claim.quotes, said.sha256, verified.state)
  if (quotes !== undefined) return no(quotes)
  const { standing } = claim.status
  const correction = standing.state === 'published' ? standing.correction : undefined
  if (
    !isDeepStrictEqual(standing, publishedStanding(verified, said, correction)) ||
    (correction && !isCorrection(verified.state, said.sha256, correction))
  )
    return no('The pages describe another approval than the ledger does.')
  const objections = objectionsTo(verified.state, said.proposal)
  if (
    !isDeepStrictEqual(
      [found.artifact, found.demonstration, found.smallBoard, found.objections],
      [said.sha256, said.demonstration, said.smallBoard, objections],
    )
  )
    return no('The summary in proof.json does not match its ledger.')
  const recorded = recordedFor(verified, said, correction)
  const wrong = againstRecord(found, recorded, verified, files)
  if (wrong !== undefined) return no(wrong)
  const words = {
    log: verified,
    said,
    isNamed: board !== undefined,
    objections,
    recorded: found.format === 'chorus-proof/2' ? recorded : undefined,
  }
  return { ok: true, sentences: proofSentences(words), log: verified, status: claim.status }
}

/** The log's entry about this release, or about this correction of it. */
function recordedFor({ state }: VerifiedLog, said: Approved, correction: Published['correction']): PublishedFiles | undefined {
  if (!correction) return state.published.get(said.proposal)
  const found = [...state.proposals.values()].find(
    ({ body, enacted }) =>
      body.kind === 'correction' &&
      body.content.replacement === null &&
      body.content.release === said.sha256 &&
      body.content.notice === correction.why &&
      enacted === correction.on,
  )
  return found && state.published.get(found.id)
}

function againstRecord(found: Proof, recorded: PublishedFiles | undefined, log: VerifiedLog, files: Files): string | undefined {
  if (found.format === 'chorus-proof/1')
    return recorded === undefined || recorded.files === sha256(files.get(SUMS) ?? new Uint8Array())
      ? undefined
      : 'The ledger names other files as the ones that were published.'
  if (recorded === undefined) return 'The ledger in proof.json does not say which files were published.'
  if (recorded.files !== sha256(new TextEncoder().encode(found.published)))
    return 'The ledger names other files as the ones that were published.'
  if (recorded.seq >= log.pinnedSize) return 'No signed checkpoint of the ledger covers the entry that names these files.'
  return undefined
}

/** A sentence can name a file of the folder, which can be called anything. */
function no(...sentences: readonly string[]): ProofCheck {
  return { ok: false, sentences: sentences.map(oneLine) }
}
