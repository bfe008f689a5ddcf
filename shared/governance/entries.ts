import * as z from 'zod'
import { base64url } from '#shared/base64url.ts'
import { addressOf, canonicalJson, sha256 } from '#shared/canonical-json.ts'
import { plainId, sentence, sha256Hex } from '#shared/survey/ids.ts'
import { artifactKind, charter, notaryName } from './charter.ts'
import { day } from './days.ts'
import { ed25519Key, sealingKey } from './signing-keys.ts'
import { signature } from './statement.ts'

const words = sentence.max(2000)

/** The explanation of a survey or a release that its proposers give before anybody votes on it. */
const forPeople = z.strictObject({
  askedBy: words,
  benefits: words,
  /** The way in which findings go back to the people they are about; of a release, also what already went back. */
  returns: words,
  harms: words,
})

/** The result of one check that a machine ran. `look`: a person has to judge it. */
const check = z.strictObject({ name: sentence.max(80), result: z.enum(['pass', 'fail', 'look']), note: words.optional() })

const resumeContent = z.strictObject({ artifact: sha256Hex, pauses: z.array(sha256Hex).min(1).max(120), why: words })
const correctionContent = z.strictObject({ release: sha256Hex, notice: words, replacement: sha256Hex.nullable() })
const retractionContent = z.strictObject({ artifact: sha256Hex, why: words })
/** The words that were written under one version of a survey, and the two who are to read them. */
const storiesContent = z.strictObject({ survey: sha256Hex, reviewers: z.tuple([plainId, plainId]), why: words })
export type StoriesContent = z.infer<typeof storiesContent>

const proposed = <K extends z.infer<typeof artifactKind>>(kind: K) => ({
  kind: z.literal(kind),
  /** The id of a survey; for a release, that of its survey. */
  id: plainId,
  sha256: sha256Hex,
  title: sentence.max(200),
  /** Others who wrote it: none of them decides on it. */
  authors: z.array(plainId).max(20),
  /** The proposal that came back and that this one changes. */
  replaces: sha256Hex.nullable(),
  /** The answer to each objection. */
  met: words.nullable(),
})
const checks = z.array(check).min(1).max(100)

/** A survey or a release is named by its hash alone; what is short is written out in `content`. */
export const proposalBody = z.discriminatedUnion('kind', [
  z.strictObject({ ...proposed('survey'), about: forPeople, checks, review: day }),
  z.strictObject({ ...proposed('release'), about: forPeople, checks }),
  z.strictObject({ ...proposed('charter'), why: words, content: charter }),
  z.strictObject({ ...proposed('resume'), content: resumeContent }),
  z.strictObject({ ...proposed('correction'), content: correctionContent }),
  z.strictObject({ ...proposed('retraction'), content: retractionContent }),
  z.strictObject({ ...proposed('stories'), content: storiesContent }),
])
export type ProposalBody = z.infer<typeof proposalBody>

export const reviewOutcome = z.enum(['approve', 'approve if changed', 'reject'])
export const objectionCategory = z.enum(['harm', 'identifiability', 'purpose', 'method', 'community', 'other'])
export type ObjectionCategory = z.infer<typeof objectionCategory>

const proposal = sha256Hex
const voteBase = { proposal, artifact: sha256Hex, artifactKind, expires: day }

/** Silence is never consent, and an objection says what it is about and why. */
export const voteBody = z.union([
  z.strictObject({ ...voteBase, choice: z.enum(['consent', 'aside']) }),
  z.strictObject({ ...voteBase, choice: z.literal('concern'), reason: words }),
  z.strictObject({ ...voteBase, choice: z.literal('object'), category: objectionCategory, reason: words }),
])
export type VoteBody = z.infer<typeof voteBody>

export const reviewBody = z.strictObject({ proposal, outcome: reviewOutcome, reasons: words, nonce: base64url(32) })
export type ReviewBody = z.infer<typeof reviewBody>

const decisionOutcome = z.enum(['approved', 'returned', 'lapsed', 'rejected'])
export type DecisionOutcome = z.infer<typeof decisionOutcome>

const signed = {
  seq: z.int().min(1),
  /** The hash of the entry before. */
  prev: sha256Hex,
  day,
  by: plainId,
  /** The hash of the charter in force. */
  charter: sha256Hex,
  /** The hash of the last entry that the signer had read. */
  seen: sha256Hex,
  sig: signature,
}

/** The content of each kind of act, without the signer and the day. */
const bodies = {
  propose: proposalBody,
  clarify: z.strictObject({ proposal, text: words }),
  commit: z.strictObject({ proposal, commitment: sha256Hex }),
  review: reviewBody,
  vote: voteBody,
  accept: z.strictObject({ proposal, artifact: sha256Hex }),
  decide: z.strictObject({ proposal, artifact: sha256Hex, outcome: decisionOutcome }),
  enact: z.strictObject({ proposal, artifact: sha256Hex }),
  pause: z.strictObject({ artifact: sha256Hex, reason: words }),
  return: z.strictObject({ release: sha256Hex, text: words }),
  /** The public half of the key to which a part of what opens each story is sealed, or a story that one is to review. */
  hold: z.strictObject({
    key: sealingKey,
    /** Named by somebody whose own key is a passkey: the public half of the key that signs their questions about stories, and nothing else. */
    asks: ed25519Key.optional(),
  }),
  /** Signed by a reader of stories: the quotes in this candidate are the ones that both agreed on. `sources`: the hash of the list of their boxes. */
  quote: z.strictObject({ stories: proposal, release: sha256Hex, sources: sha256Hex }),
}

const unsigned = <K extends keyof typeof bodies>(kind: K) => z.strictObject({ kind: z.literal(kind), body: bodies[kind] })

/** An act that nobody has signed yet. */
export const unsignedAct = z.discriminatedUnion('kind', [
  unsigned('propose'),
  unsigned('clarify'),
  unsigned('commit'),
  unsigned('review'),
  unsigned('vote'),
  unsigned('accept'),
  unsigned('decide'),
  unsigned('enact'),
  unsigned('pause'),
  unsigned('return'),
  unsigned('hold'),
  unsigned('quote'),
])
export type UnsignedAct = z.infer<typeof unsignedAct>

const act = <K extends keyof typeof bodies>(kind: K) => z.strictObject({ ...signed, kind: z.literal(kind), body: bodies[kind] })

const founding = z.strictObject({
  seq: z.literal(0),
  prev: z.literal('0'.repeat(64)),
  day,
  kind: z.literal('found'),
  body: z.strictObject({ charter }),
  /** Signatures of everybody in the charter: who is named in it agreed to it, and holds the key. */
  sigs: z.array(z.strictObject({ by: plainId, sig: signature })).max(120),
})
export type Founding = z.infer<typeof founding>

const actEntry = z.discriminatedUnion('kind', [
  act('propose'),
  act('clarify'),
  act('commit'),
  act('review'),
  act('vote'),
  act('accept'),
  act('decide'),
  act('enact'),
  act('pause'),
  act('return'),
  act('hold'),
  act('quote'),
])
export type ActEntry = z.infer<typeof actEntry>
export type ActKind = ActEntry['kind']
export type Act<K extends ActKind> = Extract<ActEntry, { kind: K }>

/** The files of a decision as they were published. */
const publishBody = z.strictObject({
  /** The release, or the correction in words, that took effect. */
  proposal: sha256Hex,
  /** The hash of the numbers that were voted on. */
  artifact: sha256Hex,
  /** The hash of SHA256SUMS of the published files: without the line of proof.json, where that holds this entry itself. */
  files: sha256Hex,
})

/**
 * Written by the log and by no person, once for each version that is published: which bytes were published of a decision. It
 * decides nothing, and gives nobody a say. `by` is the name of the log.
 */
const publishEntry = z.strictObject({ ...signed, by: notaryName, kind: z.literal('publish'), body: publishBody })
export type PublishEntry = z.infer<typeof publishEntry>

const entry = z.discriminatedUnion('kind', [founding, actEntry, publishEntry])
export type Entry = z.infer<typeof entry>

/** Throws when a value is no entry, or holds anything an entry does not hold. */
export function parseEntry(value: unknown): Entry {
  return entry.parse(value)
}

/** One line of the ledger. Throws when the line is not, byte for byte, the canonical form of an entry. */
export function readEntry(line: Uint8Array): Entry {
  const read = parseEntry(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line)))
  if (Buffer.compare(canonicalJson(read), line) !== 0) throw new Error('the line is not in the one form that an entry has')
  return read
}

/** The canonical bytes of an entry: its hash and every signature are over these. */
export function entryBytes(of: Entry): Uint8Array {
  return canonicalJson(of)
}

export function entryHash(of: Entry): string {
  return sha256(entryBytes(of))
}

/** The hash of a review, which its reviewer publishes before anybody's review is read: 64 hexadecimal digits. */
export function commitmentOf(by: string, review: ReviewBody): string {
  return addressOf({ format: 'chorus-review/1', by, ...review })
}
