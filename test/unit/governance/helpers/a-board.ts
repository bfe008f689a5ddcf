import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { addressOf, sha256 } from '#shared/canonical-json.ts'
import { type ArtifactKind, type Charter, charter, charterHash, type Person, type Role } from '#shared/governance/charter.ts'
import { checkpointOf, cosign, signCheckpoint } from '#shared/governance/checkpoint.ts'
import {
  type ActEntry,
  type ActKind,
  commitmentOf,
  entryBytes,
  type ProposalBody,
  proposalBody,
  type ReviewBody,
  voteBody,
} from '#shared/governance/entries.ts'
import type { LedgerState, Proposal } from '#shared/governance/ledger-state.ts'
import { foundingEntry, nextEntry, type SignedIntent, signFounding, signIntent } from '#shared/governance/ledger-writer.ts'
import { publicHalf } from '#shared/governance/signing-keys.ts'
import { type Artifact, type Verdict, verdict } from '#shared/governance/verdict.ts'
import { type VerifiedLog, verifyLog } from '#shared/governance/verified-log.ts'

export type Body<K extends ActKind> = Extract<ActEntry, { kind: K }>['body']

const made = new Map<string, KeyObject>()

/** The same name has the same key in every test: making one takes longer than using it. */
export function keyOf(name: string): KeyObject {
  const key = made.get(name) ?? generateKeyPairSync('ed25519').privateKey
  made.set(name, key)
  return key
}

export function aPerson(id: string, role: Role, key = id): Person {
  return { id, alias: id.toUpperCase(), role, key: { kind: 'ed25519', publicKey: publicHalf(keyOf(key)) } }
}

/** Members m1, m2, ..., a researcher, a reviewer, a steward, one witness. */
export function aCharter(members: number, changes: Partial<Charter> = {}): Charter {
  return charter.parse({
    format: 'chorus-charter/1',
    group: 'People of the river',
    demonstration: false,
    people: [
      ...Array.from({ length: members }, (_, at) => aPerson(`m${at + 1}`, 'member')),
      ...[aPerson('researcher', 'researcher'), aPerson('reviewer', 'reviewer'), aPerson('steward', 'steward')],
    ],
    livedExperience: members,
    log: { name: 'the-log', publicKey: publicHalf(keyOf('log')) },
    witnesses: [{ name: 'neighbours', publicKey: publicHalf(keyOf('neighbours')) }],
    stricter: {},
    approvalDays: 365,
    ...changes,
  })
}

const ABOUT = {
  askedBy: 'The group asked for it at its meeting.',
  benefits: 'People who use the service.',
  returns: 'We read the results aloud at the next meeting.',
  harms: 'Staff may be annoyed at those who speak.',
}
const CHECKS = [{ name: 'schema', result: 'pass' as const }]

export function aSurvey(text = 'a survey'): Artifact & { readonly kind: 'survey' } {
  return { kind: 'survey', id: 'being-heard', bytes: new TextEncoder().encode(text) }
}

export function aRelease(text = 'the sums of a release'): Artifact & { readonly kind: 'release' } {
  return { kind: 'release', id: 'being-heard', bytes: new TextEncoder().encode(text) }
}

/** A board that acts, one day after the other, on a ledger of its own. Each act is appended as the command line would, and checked at once. */
export class ABoard {
  readonly ledger: string
  readonly lines: Uint8Array[]
  day: string
  #log: VerifiedLog

  /** Founds it, or goes on with a ledger of the same charter. */
  constructor(first: Charter, day = '2026-03-02', lines: readonly Uint8Array[] = []) {
    this.ledger = charterHash(first)
    const sigs = first.people.map(({ id }) => ({ by: id, sig: signFounding(first, id, day, keyOf(id)) }))
    this.lines = lines.length > 0 ? [...lines] : [entryBytes(foundingEntry(first, day, sigs))]
    this.#log = verifyLog({ lines: this.lines, checkpoints: [] }, this.ledger)
    this.day = day
  }

  get state(): LedgerState {
    return this.#log.state
  }

  get log(): VerifiedLog {
    return this.#log
  }

  /** Throws LedgerFault, and appends nothing, when the act may not stand there. */
  act<K extends ActKind>(by: string, kind: K, body: Body<K>, key = by): this {
    return this.put(this.signed(by, kind, body, key))
  }

  /** The act that somebody signs after reading the whole ledger. */
  signed<K extends ActKind>(by: string, kind: K, body: Body<K>, key = by): SignedIntent {
    return signIntent(this.#log, { kind, by, day: this.day, seen: this.state.head, body }, keyOf(key))
  }

  /** Puts what was signed, now or earlier, into the next place. */
  put(intent: SignedIntent): this {
    const line = entryBytes(nextEntry(this.#log, intent))
    this.#log = verifyLog({ lines: [line], checkpoints: [] }, this.ledger, this.#log)
    this.lines.push(line)
    return this
  }

  /** A line that the log, or somebody else, put into the table. Throws when it may not stand there. */
  take(line: Uint8Array): this {
    this.#log = verifyLog({ lines: [line], checkpoints: [] }, this.ledger, this.#log)
    this.lines.push(line)
    return this
  }

  on(day: string): this {
    this.day = day
    return this
  }

  propose(by: string, body: ProposalBody): Proposal {
    this.act(by, 'propose', body)
    const last = [...this.state.proposals.values()].at(-1)
    if (!last) throw new Error('nothing was proposed')
    return last
  }

  proposal({ id }: Pick<Proposal, 'id'>): Proposal {
    const found = this.state.proposals.get(id)
    if (!found) throw new Error('there is no such proposal')
    return found
  }

  vote(by: string, { id, body }: Proposal, says: object = { choice: 'consent' }, expires = '2027-12-31'): this {
    return this.act(by, 'vote', voteBody.parse({ proposal: id, artifact: body.sha256, artifactKind: body.kind, expires, ...says }))
  }

  votes(proposal: Proposal, ...members: string[]): this {
    for (const member of members) this.vote(member, proposal)
    return this
  }

  review({ id }: Proposal, outcomes: Readonly<Record<string, ReviewBody['outcome']>>): this {
    const bodies = Object.entries(outcomes).map(([by, outcome], at) => ({ by, body: aReview(id, outcome, at) }))
    for (const { by, body } of bodies) this.act(by, 'commit', { proposal: id, commitment: commitmentOf(by, body) })
    for (const { by, body } of bodies) this.act(by, 'review', body)
    return this
  }

  decide(by: string, { id, body }: Proposal, outcome: Body<'decide'>['outcome'] = 'approved'): this {
    return this.act(by, 'decide', { proposal: id, artifact: body.sha256, outcome })
  }

  enact(by: string, { id, body }: Proposal): this {
    return this.act(by, 'enact', { proposal: id, artifact: body.sha256 })
  }

  pause(by: string, artifact: string, reason = 'Somebody was frightened.'): this {
    return this.act(by, 'pause', { artifact, reason })
  }

  /** As the log signs it, and every witness that the charter names. */
  checkpoint(): string {
    const { log, witnesses } = this.state.charter
    const note = signCheckpoint(checkpointOf(this.ledger, this.#log.leaves), log, keyOf('log'))
    return witnesses.reduce((signed, witness) => cosign(signed, witness, keyOf(witness.name), this.day), note)
  }

  verdict(artifact: Artifact, now = new Date(`${this.day}T12:00:00Z`)): Verdict {
    const pinned = verifyLog({ lines: [], checkpoints: [this.checkpoint()] }, this.ledger, this.#log)
    return verdict(artifact, pinned, this.ledger, now)
  }

  /** The codes of what is missing; empty when it is approved. */
  missing(artifact: Artifact, now?: Date): string[] {
    const found = this.verdict(artifact, now)
    return found.ok ? [] : found.missing.map(({ code }) => code)
  }
}

export function aReview(proposal: string, outcome: ReviewBody['outcome'], at = 0): ReviewBody {
  return { proposal, outcome, reasons: 'I read every table.', nonce: Buffer.alloc(32, at).toString('base64url') }
}

const frame = { title: 'A proposal', authors: [], replaces: null, met: null }

export function proposing(artifact: Artifact, changes: object = {}): ProposalBody {
  const { kind, id, bytes } = artifact
  const body = {
    ...frame,
    kind,
    id,
    sha256: sha256(bytes),
    about: ABOUT,
    checks: CHECKS,
    ...(kind === 'survey' ? { review: '2027-01-31' } : {}),
  }
  return proposalBody.parse({ ...body, ...changes })
}

export function proposingContent(kind: Exclude<ArtifactKind, 'survey' | 'release'>, content: object, changes: object = {}): ProposalBody {
  const why = kind === 'charter' ? { why: 'We agreed on it.' } : {}
  return proposalBody.parse({ ...frame, kind, id: 'being-heard', sha256: addressOf(content), content, ...why, ...changes })
}

/** A survey, proposed by the researcher, that every member consents to; opened on the first day it can be. */
export function openedSurvey(board: ABoard, artifact: Artifact = aSurvey()): Proposal {
  const proposal = board.propose('researcher', proposing(artifact))
  board.votes(proposal, ...membersIn(board))
  board.on('2026-03-10').decide('m1', proposal).on('2026-03-12').enact('steward', proposal)
  return proposal
}

/** A release, reviewed by two, that every member consents to; published on the first day it can be. */
export function publishedRelease(board: ABoard, artifact: Artifact = aRelease()): Proposal {
  const proposal = board.propose('researcher', proposing(artifact))
  board.review(proposal, { reviewer: 'approve', m1: 'approve' }).votes(proposal, ...membersIn(board))
  board.on('2026-03-06').decide('m1', proposal).on('2026-03-09').enact('steward', proposal)
  return proposal
}

export function membersIn({ state }: ABoard): string[] {
  return state.charter.people.filter(({ role }) => role === 'member').map(({ id }) => id)
}
