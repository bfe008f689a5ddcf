import type { KeyObject } from 'node:crypto'
import { type Charter, charterHash } from './charter.ts'
import type { Day } from './days.ts'
import { type ActEntry, type ActKind, type Entry, type PublishEntry, parseEntry } from './entries.ts'
import { refuse } from './ledger-state.ts'
import { foundingStatement, statementOf } from './replay.ts'
import { signWith } from './signature.ts'
import type { Signature, Statement } from './statement.ts'
import { entryAhead, type VerifiedLog } from './verified-log.ts'

/** An act that somebody wants to do, before it is signed. `seen`: the hash of the last entry that they had read. */
export type Intent<K extends ActKind = ActKind> = {
  readonly kind: K
  readonly by: string
  readonly day: Day
  readonly seen: string
  readonly body: Extract<ActEntry, { kind: K }>['body']
}

export type SignedIntent = Intent & { readonly charter: string; readonly sig: Signature }

/** The statement that a person signs for an act, under the charter in force. */
export function statementFor({ state }: VerifiedLog, { kind, by, day, seen, body }: Intent): Statement {
  return statementOf(state.ledger, { kind, by, day, seen, body, charter: state.charterHash })
}

/** With a key from a file. With a passkey, the assertion over `challengeOf(statement)` takes its place. */
export function signIntent(log: VerifiedLog, intent: Intent, privateKey: KeyObject): SignedIntent {
  return { ...intent, charter: log.state.charterHash, sig: signWith(privateKey, statementFor(log, intent)) }
}

/** The kinds of acts that stay possible while the ledger holds an entry from a future day: everything that may stop something. */
const STOPPING: readonly ActKind[] = ['pause', 'vote', 'clarify']

/** Throws when an act may not be added today, as an entry is dated ahead: nobody can tell then when a wait is over. */
export function assertDaysHold(log: VerifiedLog, kind: ActKind, today: Day): void {
  const ahead = entryAhead(log, today)
  if (ahead !== undefined && !STOPPING.includes(kind)) refuse(`${ahead}: until then nothing but a vote, a question or a pause is taken`)
}

/** The entry that puts a signed act in the next place; what came since it was signed does not matter to it. Whether it may stand there, `verifyLog` says. */
export function nextEntry({ state }: Pick<VerifiedLog, 'state'>, { kind, by, day, seen, body, charter, sig }: SignedIntent): Entry {
  return parseEntry({ seq: state.size, prev: state.head, day, seen, kind, by, charter, body, sig })
}

/** The log's own entry about files that were published, for the next place of the ledger and for no other. */
export function publishedEntry({ state }: Pick<VerifiedLog, 'state'>, day: Day, body: PublishEntry['body'], logKey: KeyObject): Entry {
  const unsigned = { kind: 'publish', by: state.charter.log.name, day, seen: state.head, charter: state.charterHash, body } as const
  return parseEntry({ ...unsigned, seq: state.size, prev: state.head, sig: signWith(logKey, statementOf(state.ledger, unsigned)) })
}

/** Everybody's agreement to be bound by a charter, and with it the first entry. */
export function foundingEntry(charter: Charter, day: Day, sigs: readonly { readonly by: string; readonly sig: Signature }[]): Entry {
  return parseEntry({ seq: 0, prev: '0'.repeat(64), day, kind: 'found', body: { charter }, sigs })
}

/** The signature of a person on the first entry of a ledger. Throws when the charter does not have this person. */
export function signFounding(charter: Charter, by: string, day: Day, privateKey: KeyObject): Signature {
  if (!charter.people.some(({ id }) => id === by)) refuse(`${by} is not in the charter`)
  return signWith(privateKey, foundingStatement(charterHash(charter), by, day))
}
