import { sha256 } from '#shared/canonical-json.ts'
import { clarify } from './acts/clarify.ts'
import { decide } from './acts/decide.ts'
import { enact } from './acts/enact.ts'
import { pause } from './acts/pause.ts'
import { propose } from './acts/propose.ts'
import { publish } from './acts/publish.ts'
import { sayReturned } from './acts/return.ts'
import { commitToReview, openReview } from './acts/review.ts'
import { hold, quote } from './acts/stories.ts'
import { accept, vote } from './acts/vote.ts'
import { charterHash, personOf } from './charter.ts'
import { type Day, laterOf } from './days.ts'
import { type ActEntry, type Entry, entryHash, type Founding, type PublishEntry } from './entries.ts'
import { type LedgerState, plus, refuse, withProposal } from './ledger-state.ts'
import { isSignedBy } from './signature.ts'
import type { PublicKey } from './signing-keys.ts'
import { type Signature, type Statement, statementBytes } from './statement.ts'

/** Whether a signature is good. `isSignedBy` everywhere but in a search over made-up ledgers. */
export type SignatureCheck = (key: PublicKey, statement: Statement, given: Signature) => boolean

/** The ledger after one more entry. Throws ActRefused when the entry may not stand there: then nothing of the ledger counts. */
export function applyEntry(state: LedgerState | undefined, entry: Entry, isSigned: SignatureCheck = isSignedBy): LedgerState {
  if (entry.kind === 'found') return state ? refuse('a ledger is founded once') : found(entry, isSigned)
  if (!state) return refuse('the first entry does not found a board')
  assertNext(state, entry)
  if (entry.kind === 'publish') return withPublished(state, entry, isSigned)
  const seen = placeSeen(state, entry)
  assertSigned(state, entry, isSigned)
  const head = entryHash(entry)
  const day = laterOf(state.day, entry.day)
  const acts = actsOn(day, state, entry)
  const after = act({ ...state, day }, entry)
  return noticed(
    {
      ...after,
      acts,
      size: entry.seq + 1,
      head,
      places: plus(state.places, head, entry.seq),
      lastActs: plus(state.lastActs, entry.by, entry.seq),
    },
    entry.by,
    seen,
  )
}

/**
 * Rebuilds the statement that the signer of an entry signed. The entry's place in the ledger is not part of it: an entry that
 * came second is put in the next place.
 */
export function statementOf(ledger: string, { charter, seen, by, day, kind, body }: Omit<Statement, 'ledger'>): Statement {
  return { ledger, charter, seen, by, day, kind, body }
}

/** Gives what each person of a founding charter signs: its hash, as that of the ledger and of all that was read. */
export function foundingStatement(ledger: string, by: string, day: string): Statement {
  return { ledger, charter: ledger, seen: ledger, by, day, kind: 'found', body: { charter: ledger } }
}

function found(entry: Founding, isSigned: SignatureCheck): LedgerState {
  const { charter } = entry.body
  const ledger = charterHash(charter)
  for (const { id, key } of charter.people) {
    const [own, ...more] = entry.sigs.filter(({ by }) => by === id)
    if (!own || more.length > 0) refuse(`${id} is in the charter and has not signed it once`)
    else if (!isSigned(key, foundingStatement(ledger, id, entry.day), own.sig)) refuse(`the signature of ${id} is not theirs`)
  }
  if (entry.sigs.length !== charter.people.length) refuse('somebody signed who is not in the charter')
  const head = entryHash(entry)
  return {
    ledger,
    charter,
    charterHash: ledger,
    notaries: [{ from: 0, log: charter.log, witnesses: charter.witnesses }],
    size: 1,
    head,
    day: entry.day,
    places: new Map([[head, 0]]),
    lastActs: new Map(charter.people.map(({ id }) => [id, 0])),
    acts: new Map(),
    proposals: new Map(),
    unnoticed: new Set(),
    surveys: new Map(),
    turns: new Map(),
    kinds: new Map(),
    superseded: new Set(),
    releases: new Map(),
    pauses: new Map(),
    retracted: new Map(),
    corrections: new Map(),
    returned: new Map(),
    stories: new Map(),
    sealingKeys: new Map(),
    askKeys: new Map(),
    quoted: new Map(),
    published: new Map(),
  }
}

function assertNext(state: LedgerState, { seq, prev, charter }: ActEntry | PublishEntry): void {
  if (seq !== state.size) refuse(`entry ${state.size} is missing, or stands in another place`)
  if (prev !== state.head) refuse('it does not follow from the entry before: one of the two was changed')
  if (charter !== state.charterHash) refuse('it was made under another charter than the one in force')
}

/**
 * The log's own entry. It is signed for exactly this place, and is nobody's act: it begins no time to answer, and counts for no
 * person.
 */
function withPublished(state: LedgerState, entry: PublishEntry, isSigned: SignatureCheck): LedgerState {
  const { name, publicKey } = state.charter.log
  if (entry.by !== name) refuse(`${entry.by} is not the log that the charter names`)
  if (entry.seen !== entry.prev) refuse('the log signed it for another place')
  if (!isSigned({ kind: 'ed25519', publicKey }, statementOf(state.ledger, entry), entry.sig)) refuse('the signature is not that of the log')
  const head = entryHash(entry)
  const day = laterOf(state.day, entry.day)
  // Of a new day nobody has done anything yet.
  const acts = day === state.day ? state.acts : new Map<string, number>()
  return { ...publish(state, entry), day, acts, size: entry.seq + 1, head, places: plus(state.places, head, entry.seq) }
}

/**
 * Where the last entry stands that the signer had read. It has to be here, so nothing before it can be taken out or changed
 * unseen. It is not before the signer's own last act, so what they signed earlier and was held back, or was there before,
 * can never be put in after what they signed later.
 */
function placeSeen(state: LedgerState, { by, seen }: ActEntry): number {
  const place = state.places.get(seen) ?? refuse(`${by} signed it after an entry that is not here: something was taken out or changed`)
  if (place < (state.lastActs.get(by) ?? 0)) refuse(`${by} has acted since they signed it, so it has to be signed again`)
  return place
}

/** So much somebody does on one day at most, but for pauses: a ledger that anybody could make long would be slow to check. */
const MOST_ACTS = 50

function actsOn(day: Day, state: LedgerState, { by, kind }: ActEntry): ReadonlyMap<string, number> {
  const before = day === state.day ? state.acts : new Map<string, number>()
  const count = before.get(by) ?? 0
  if (count >= MOST_ACTS && kind !== 'pause') refuse(`${by} has acted ${count} times on ${day}, and can go on the next day`)
  return plus(before, by, count + 1)
}

/** The time to answer begins when somebody who did not write a proposal signs anything that shows that they could read it. */
function noticed(state: LedgerState, by: string, seen: number): LedgerState {
  const found = [...state.unnoticed]
    .flatMap((id) => state.proposals.get(id) ?? [])
    .filter(({ seq, authors }) => seq <= seen && !authors.has(by))
  if (found.length === 0) return state
  const unnoticed = new Set(state.unnoticed)
  for (const { id } of found) unnoticed.delete(id)
  return found.reduce<LedgerState>((next, each) => withProposal(next, { ...each, begins: state.day }), { ...state, unnoticed })
}

function assertSigned(state: LedgerState, entry: ActEntry, isSigned: SignatureCheck): void {
  const key = keyFor(state, entry) ?? refuse(`${entry.by} is not in the charter`)
  if (!isSigned(key, statementOf(state.ledger, entry), entry.sig)) refuse(`the signature is not that of ${entry.by}`)
}

/** The key that an entry must be signed with. Somebody who accepts a new charter signs with the key that it gives them. */
function keyFor(state: LedgerState, entry: ActEntry): PublicKey | undefined {
  if (entry.kind !== 'accept') return personOf(state.charter, entry.by)?.key
  const proposed = state.proposals.get(entry.body.proposal)?.body
  return proposed?.kind === 'charter' ? personOf(proposed.content, entry.by)?.key : undefined
}

function act(state: LedgerState, entry: ActEntry): LedgerState {
  switch (entry.kind) {
    case 'propose':
      return propose(state, entry, idOf(state, entry))
    case 'clarify':
      return clarify(state, entry)
    case 'commit':
      return commitToReview(state, entry)
    case 'review':
      return openReview(state, entry)
    case 'vote':
      return vote(state, entry)
    case 'accept':
      return accept(state, entry)
    case 'decide':
      return decide(state, entry)
    case 'enact':
      return enact(state, entry)
    case 'pause':
      return pause(state, entry, idOf(state, entry))
    case 'return':
      return sayReturned(state, entry)
    case 'hold':
      return hold(state, entry)
    case 'quote':
      return quote(state, entry)
  }
}

/** The address of a proposal or a pause: the SHA-256 of its statement, in hex. */
export function statementId(statement: Statement): string {
  return sha256(statementBytes(statement))
}

function idOf(state: LedgerState, entry: ActEntry): string {
  return statementId(statementOf(state.ledger, entry))
}
