import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { canonicalJson } from '#shared/canonical-json.ts'
import { type ReadRelease, readRelease, withStanding } from '#shared/release/read.ts'
import { type Release, SUMS } from '#shared/release/release.ts'
import { CANDIDATE, type Standing } from '#shared/release/standing.ts'
import { sha256Hex } from '#shared/survey/ids.ts'
import { oneLine } from '../one-line.ts'
import { againstQuotes } from './acts/stories.ts'
import { entryHash } from './entries.ts'
import type { LedgerState } from './ledger-state.ts'
import { type Artifact, type Reason, type Verdict, verdict } from './verdict.ts'
import { type Log, type VerifiedLog, verifyLog } from './verified-log.ts'

/** proof.json: the whole ledger up to the publication, with its charters, checkpoints and cosignatures. It needs no network and no server. */
const proof = z.strictObject({
  format: z.literal('chorus-proof/1'),
  /** The hash of the files as they were voted on. */
  artifact: sha256Hex,
  /** The hash of the founding charter: the board that published compares it with its own. */
  board: sha256Hex,
  demonstration: z.boolean(),
  smallBoard: z.boolean(),
  /** Objections that the board set aside, word for word. */
  objections: z.array(z.strictObject({ by: z.string(), category: z.string(), reason: z.string() })),
  entries: z.array(z.unknown()),
  checkpoints: z.array(z.string()),
})

/** The artifact that the board voted on: the sums of the candidate. Every number of the published files comes from it. */
export function votedOn(read: ReadRelease): Artifact {
  const sums = withStanding(read, CANDIDATE).files.get(SUMS) ?? new Uint8Array()
  return { kind: 'release', id: read.survey.id, bytes: sums }
}

export type Publication = { readonly release: Release } | { readonly missing: readonly Reason[] }

/** The ledger by which something is published, at a moment. */
export type Grounds = {
  readonly log: VerifiedLog
  /** The checkpoints to put into the proof. */
  readonly notes: readonly string[]
  /** Names the board. */
  readonly charter: string | undefined
  readonly now: Date
}

/**
 * A candidate as published files, with the proof among them: made after the verdict and only then. With a `correction`
 * that took effect, the same numbers again, and what is wrong in them on every page.
 */
export function publication(read: ReadRelease, { log, notes, charter, now }: Grounds, correction?: Correction): Publication {
  const said = verdict(votedOn(read), log, charter, now)
  if (!said.ok) return { missing: said.missing }
  const { state } = log
  const quotes = quotesMissing(read, state)
  if (quotes !== undefined) return { missing: [{ code: 'not approved', text: quotes }] }
  if (correction && !isKnown(state, said.sha256, correction)) throw new Error('a correction that is published took effect')
  const content = {
    format: 'chorus-proof/1',
    artifact: said.sha256,
    board: state.ledger,
    demonstration: said.demonstration,
    smallBoard: said.smallBoard,
    objections: objectionsTo(state, said.proposal),
    entries: log.entries,
    checkpoints: notes,
  }
  const standing = { state: 'published', approval: approvalOf(log, said), ...(correction ? { correction } : {}) } as const
  const proof = canonicalJson(content)
  const release = withStanding(read, standing, proof)
  // Nothing is published that a reader could not check: the notes may be older or newer than the entries.
  const checked = checkPublished(readRelease('what is to be published', release.files), proof, charter, now)
  return checked.ok ? { release } : { missing: checked.sentences.map((text) => ({ code: 'failed', text })) }
}

/** Why the quotes in it may not be published; undefined when they may, or when there are none. */
function quotesMissing({ content, candidate }: ReadRelease, state: LedgerState): string | undefined {
  return content.quotes.quotes.length === 0 ? undefined : againstQuotes(state, candidate)
}

type Published = Extract<Standing, { state: 'published' }>
type Approval = Published['approval']
type Correction = NonNullable<Published['correction']>

/** Whether the board made exactly this correction to exactly these numbers, and put no other numbers in their place. */
function isKnown({ corrections }: LedgerState, artifact: string, { on, why }: Correction): boolean {
  const known = corrections.get(artifact) ?? []
  return known.some(({ day, notice, replacement }) => day === on && notice === why && replacement === null)
}

function approvalOf({ state, entries }: VerifiedLog, { sha256, proposal, demonstration }: Extract<Verdict, { ok: true }>): Approval {
  const { seq = -1, day = state.day, group = '' } = state.releases.get(sha256) ?? {}
  const enact = entries[seq]
  if (enact?.kind !== 'enact' || enact.body.proposal !== proposal) throw new Error('an approved release was enacted')
  return {
    by: group,
    on: day,
    candidate: sha256,
    entry: entryHash(enact),
    ...(demonstration ? { demonstration: true } : {}),
  }
}

function objectionsTo(state: LedgerState, id: string): { by: string; category: string; reason: string }[] {
  const proposal = state.proposals.get(id)
  return [...(proposal?.votes ?? [])].flatMap(([by, vote]) =>
    vote.choice === 'object' ? [{ by, category: vote.category, reason: vote.reason }] : [],
  )
}

export type ProofCheck = { readonly ok: boolean; readonly sentences: readonly string[] }

/**
 * Checks published files by what is in them alone. `board` is the fingerprint that the reader knows the board by, where
 * they know one: without it, the sentences say which board the files name, and that the reader has to compare.
 */
export function checkPublished(read: ReadRelease, bytes: Uint8Array | undefined, board: string | undefined, now: Date): ProofCheck {
  const { standing } = read.status
  if (standing.state === 'candidate') return no('This is a candidate: no board has approved it.')
  if (!bytes) return no('It says that a board approved it, and proof.json, which would show that, is missing.')
  const found = readProof(bytes)
  if (!found) return no('proof.json is not a proof that Chorus can read.')
  if (board !== undefined && found.board !== board) return no(`It was approved by another board than the one you named: ${found.board}.`)
  const log: Log = { lines: found.entries.map(canonicalJson), checkpoints: found.checkpoints }
  const said = verdict(votedOn(read), log, found.board, now)
  if (!said.ok) return no(...said.missing.map(({ text }) => text))
  const verified = verifyLog(log, found.board)
  const quotes = quotesMissing(read, verified.state)
  if (quotes !== undefined) return no(quotes)
  const approval = approvalOf(verified, said)
  const isSaid = standing.state === 'published' && isDeepStrictEqual(standing.approval, approval)
  if (!isSaid || (standing.correction && !isKnown(verified.state, said.sha256, standing.correction)))
    return no('The pages describe another approval than the ledger does.')
  const objections = objectionsTo(verified.state, said.proposal)
  if (
    !isDeepStrictEqual(
      [found.artifact, found.demonstration, found.smallBoard, found.objections],
      [said.sha256, said.demonstration, said.smallBoard, objections],
    )
  )
    return no('The summary in proof.json does not match its ledger.')
  return { ok: true, sentences: sentencesOf(verified, said, approval, board !== undefined, objections).map(oneLine) }
}

function sentencesOf(
  log: VerifiedLog,
  said: Extract<Verdict, { ok: true }>,
  approval: Approval,
  isKnown: boolean,
  objections: readonly { category: string; reason: string }[],
): string[] {
  const { state, witnessed } = log
  const proposal = state.proposals.get(said.proposal)
  const consents = proposal?.decided?.consents ?? 0
  const { seq = 0 } = state.releases.get(said.sha256) ?? {}
  const witnesses = [...witnessed].flatMap(([name, size]) => (size > seq ? [name] : []))
  return [
    ...(said.demonstration ? ['This is a DEMONSTRATION: made-up members approved it, and no community did.'] : []),
    `The board of "${approval.by}" approved exactly these numbers on ${approval.on}: ${proposal?.reviews.size ?? 0} independent reviews, and ${consents} members consented.`,
    ...(said.smallBoard ? ['It is a small board, of fewer than five members.'] : []),
    ...objections.map(({ category, reason }) => `An objection (${category}) was set aside: ${reason}`),
    ...(state.corrections.get(said.sha256) ?? []).map(({ day, notice }) => `The board corrected it on ${day}: ${notice}`),
    `All ${log.entries.length} entries of its ledger hold, each with a good signature.`,
    witnesses.length > 0
      ? `Witnesses who saw the approval in the ledger: ${witnesses.join(', ')}.`
      : 'No witness has signed that it saw the approval.',
    isKnown
      ? 'It is the board that you named.'
      : `The board's fingerprint is ${state.ledger}. Compare it with what the board itself gives out: anybody can found a board of this name.`,
    `This shows how things stood on ${state.day}. Whether it was paused, corrected or taken back since, the ledger of the board says.`,
  ]
}

function readProof(bytes: Uint8Array): z.infer<typeof proof> | undefined {
  try {
    const read = proof.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    return Buffer.compare(canonicalJson(read), bytes) === 0 ? read : undefined
  } catch {
    return undefined
  }
}

function no(...sentences: readonly string[]): ProofCheck {
  return { ok: false, sentences }
}
