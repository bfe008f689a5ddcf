import { createHmac } from 'node:crypto'
import { startOfWeek, weekOf } from '#shared/consent/weeks.ts'
import { hmacKey } from '#shared/hmac-key.ts'
import { codeMark, responseId, type VisitSecret, visitOf } from '#shared/response/secret.ts'
import type { Deps } from '../deps.ts'
import type { Services } from '../services.ts'
import { forget } from './forget.ts'
import type { Stopped } from './visits.ts'

/**
 * Ends a visit so that nothing of it stays, even if Send is under way in another request. The mark comes first, and stored parts
 * are deleted after it: a Send that stores later than that finds the mark and takes its own back. Returns whether there was a
 * visit to end.
 */
export async function stopVisit({ services, visits, editions }: Deps, secret: VisitSecret): Promise<'a visit' | 'nothing'> {
  const [marked] = await Promise.allSettled([visits.stop(secret)])
  // A mark that could not be set is a failure to be told, and no reason to leave anything.
  if (marked.status === 'fulfilled' && marked.value === 'removed') return 'a visit'
  const { codeBits } = visitOf(secret)
  // A Send that was faster has removed the draft, and has stored all of it before.
  const wasSent = marked.status === 'fulfilled' && marked.value === 'empty' && (await isStored(services, codeBits))
  const [kept] = await Promise.allSettled([keepFromBackups(services, codeBits, 'everything')])
  await forget(services, editions, codeBits, 'everything')
  tellFailure([marked, kept])
  return wasSent || (marked.status === 'fulfilled' && marked.value === 'marked') ? 'a visit' : 'nothing'
}

async function isStored({ repositories: { responses, community }, pepper }: Services, codeBits: Uint8Array): Promise<boolean> {
  const id = responseId(pepper, codeBits)
  for (const version of await community.versions()) if (await responses.holds(version, id)) return true
  return false
}

/**
 * Deletes everything under a code. The one-page form has no cookie and no draft, and its answers can come again: a double click,
 * or the receipt page loaded anew. So a mark is left for a day, for every code alike, known or not; it looks like any draft, and
 * it can be found only with both the code and the pepper.
 */
export async function takeBack({ services, visits, editions }: Deps, codeBits: Uint8Array, what: Stopped): Promise<void> {
  const marks = await Promise.allSettled([visits.stop(placeOf(services.pepper, codeBits), what), keepFromBackups(services, codeBits, what)])
  await forget(services, editions, codeBits, what)
  tellFailure(marks)
}

/** Gives what was deleted with a code in the last day. */
export function takenBack({ services, visits }: Deps, codeBits: Uint8Array): Promise<Stopped | undefined> {
  return visits.stopped(placeOf(services.pepper, codeBits))
}

function placeOf(pepper: Uint8Array, codeBits: Uint8Array): VisitSecret {
  return new Uint8Array(createHmac('sha256', hmacKey(pepper)).update('chorus taken back\0').update(codeBits).digest())
}

const DAY_MS = 24 * 60 * 60 * 1000

/** A table can be restored to any moment of the last 7 days; one more, for clocks and for a restore that takes long. */
const RESTORABLE_DAYS = 8

/**
 * Marks a deletion, so that a restored table does not bring the answers back: a restore deletes again everything that has a mark.
 * The mark lasts until a Monday, never until the day of today.
 */
function keepFromBackups({ repositories, pepper, clock }: Services, codeBits: Uint8Array, what: Stopped): Promise<void> {
  const until = startOfWeek(weekOf(new Date(clock().getTime() + RESTORABLE_DAYS * DAY_MS)) + 1)
  return repositories.withdrawals.keep({ mark: codeMark(pepper, codeBits), what }, until.getTime() / 1000)
}

/** Throws the first failure, once everything was tried. The page then asks the person to try again. */
function tellFailure(outcomes: readonly PromiseSettledResult<unknown>[]): void {
  const failed = outcomes.find((each) => each.status === 'rejected')
  if (failed) throw failed.reason
}
