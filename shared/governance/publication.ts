import type { KeyObject } from 'node:crypto'
import { sha256 } from '#shared/canonical-json.ts'
import { type ReadRelease, withStanding } from '#shared/release/read.ts'
import { type Files, type Release, SUMS, sumsOf } from '#shared/release/release.ts'
import { type Approved, againstItsQuotes, type Correction, isCorrection, objectionsTo, publishedStanding, votedOn } from './approval.ts'
import { checkPublished } from './check-published.ts'
import { checkpointOf, signCheckpoint } from './checkpoint.ts'
import type { Day } from './days.ts'
import type { Entry } from './entries.ts'
import { publishedEntry } from './ledger-writer.ts'
import { PROOF_FILE, type ProofSummary, proofBytes } from './proof.ts'
import type { PublishedVersion } from './published-versions.ts'
import { type Reason, verdict } from './verdict.ts'
import type { VerifiedLog } from './verified-log.ts'

/** The ledger by which something is published, at a moment. */
export type Grounds = {
  readonly log: VerifiedLog
  /** The checkpoints to put into the proof. */
  readonly notes: readonly string[]
  /** Names the board. */
  readonly charter: string | undefined
  readonly now: Date
}

export type Publication = { readonly release: Release } | { readonly missing: readonly Reason[] }

/**
 * A candidate as published files: made from its numbers, after the verdict and only then. The proof is not among them yet. With a
 * `correction` that took effect, the same numbers again, and what is wrong in them on every page.
 */
export function publishedFiles(read: ReadRelease, grounds: Grounds, correction?: Correction): Publication {
  const said = approved(read, grounds)
  if ('missing' in said) return said
  if (correction && !isCorrection(grounds.log.state, said.sha256, correction)) throw new Error('a correction that is published took effect')
  return { release: withStanding(read, publishedStanding(grounds.log, said, correction)) }
}

/**
 * The same with a proof of the first kind, where the key of the log is not at hand: whether the pages are those that were
 * published, only the version that makes the same ones can tell, until the log writes their hash down.
 */
export function publication(read: ReadRelease, grounds: Grounds, correction?: Correction): Publication {
  const made = publishedFiles(read, grounds, correction)
  const said = approved(read, grounds)
  if ('missing' in made) return made
  if ('missing' in said) return said
  const proof = proofBytes({ format: 'chorus-proof/1', ...summaryOf(grounds.log, said, grounds.notes) })
  return checkedPublication(withProof(made.release.files, proof), grounds)
}

/** The entry's content about files that are about to be published. */
function recordOf({ proposal, artifact }: PublishedVersion, files: Files) {
  return { proposal, artifact, files: sha256(files.get(SUMS) ?? new Uint8Array()) }
}

/** The log's entry about them, for the next place of the ledger. */
export function recordEntry(log: VerifiedLog, day: Day, version: PublishedVersion, files: Files, logKey: KeyObject): Entry {
  return publishedEntry(log, day, recordOf(version, files), logKey)
}

export type Bound = {
  /** Every published file but the proof, as the log wrote them down. */
  readonly files: Files
  readonly read: Pick<ReadRelease, 'survey' | 'voted' | 'candidate' | 'tabulated' | 'counted' | 'content'>
  readonly version: PublishedVersion
}

/** Puts the proof to files that the log wrote down: with the ledger that holds that entry, and a checkpoint of it. */
export function boundPublication({ files, read, version }: Bound, grounds: Grounds, logKey: KeyObject): Publication {
  const { log, notes } = grounds
  const said = approved(read, grounds)
  if ('missing' in said) return said
  const { recorded } = version
  if (recorded?.files !== sha256(files.get(SUMS) ?? new Uint8Array())) throw new Error('the log wrote down other files')
  const covering = signCheckpoint(checkpointOf(log.state.ledger, log.leaves), log.state.charter.log, logKey)
  const text = new TextDecoder()
  const proof = proofBytes({
    format: 'chorus-proof/2',
    ...summaryOf(log, said, [...notes, covering]),
    voted: text.decode(read.voted),
    counted: read.counted && read.tabulated !== read.candidate ? text.decode(read.counted) : null,
    published: text.decode(files.get(SUMS)),
  })
  return checkedPublication(withProof(files, proof), grounds)
}

function approved(read: Pick<ReadRelease, 'survey' | 'voted' | 'content' | 'candidate'>, { log, charter, now }: Grounds) {
  const said = verdict(votedOn(read), log, charter, now)
  if (!said.ok) return { missing: said.missing }
  const quotes = againstItsQuotes(read.content.quotes.quotes.length, read.candidate, log.state)
  return quotes === undefined ? said : { missing: [{ code: 'not approved', text: quotes } as const] }
}

function summaryOf({ state, entries }: VerifiedLog, said: Approved, checkpoints: readonly string[]): ProofSummary {
  return {
    artifact: said.sha256,
    board: state.ledger,
    demonstration: said.demonstration,
    smallBoard: said.smallBoard,
    objections: objectionsTo(state, said.proposal),
    entries: [...entries],
    checkpoints: [...checkpoints],
  }
}

function withProof(files: Files, proof: Uint8Array): Release {
  const all = new Map([...files, [PROOF_FILE, proof] as const])
  const sums = sumsOf(all)
  return { id: sha256(sums), files: all.set(SUMS, sums) }
}

/** Nothing is published that a reader could not check: the notes may be older or newer than the entries. */
function checkedPublication(release: Release, { charter, now }: Grounds): Publication {
  const checked = checkPublished(release.files, charter, now)
  return checked.ok ? { release } : { missing: checked.sentences.map((text) => ({ code: 'failed', text })) }
}
