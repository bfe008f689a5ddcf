import * as z from 'zod'
import { type Person, personOf } from '#shared/governance/charter.ts'
import { materialOf } from '#shared/governance/keys.ts'
import type { LedgerState } from '#shared/governance/ledger-state.ts'
import { plainId } from '#shared/survey/ids.ts'
import { decrypt, type Encryption, encrypt } from './encrypt.ts'

/** Somebody who does nothing for so long has to sign in again; each page begins the time anew, up to the longest. */
const IDLE_SECONDS = 30 * 60
const LONGEST_SECONDS = 8 * 60 * 60

const session = z.strictObject({
  by: plainId,
  /** The key they signed in with: a session ends when the charter gives them another one. */
  key: z.string(),
  since: z.int(),
  until: z.int(),
})
export type Session = z.infer<typeof session>

export function newSession({ id, key }: Person, now: number): Session {
  return { by: id, key: materialOf(key), since: now, until: now + IDLE_SECONDS }
}

export function encryptSession(of: Session, encryption: Encryption): string {
  return Buffer.from(encrypt('session', of, encryption)).toString('base64url')
}

/** What a cookie says, also when its time is over; undefined when it was not encrypted here. */
export function readSession(cookie: string | undefined, encryption: Pick<Encryption, 'boardKey'>): Session | undefined {
  return cookie === undefined ? undefined : decrypt('session', session, Buffer.from(cookie, 'base64url'), encryption)
}

/** The same session with its time begun anew; undefined when it is over, or when the clock says that it has not begun. */
export function renewed(of: Session, now: number): Session | undefined {
  if (now >= of.until || now < of.since || now >= of.since + LONGEST_SECONDS) return undefined
  return { ...of, until: Math.min(now + IDLE_SECONDS, of.since + LONGEST_SECONDS) }
}

/** Who has signed in, if the charter in force has them with the same key. */
export function personIn({ charter }: Pick<LedgerState, 'charter'>, { by, key }: Session): Person | undefined {
  const person = personOf(charter, by)
  return person && materialOf(person.key) === key ? person : undefined
}
