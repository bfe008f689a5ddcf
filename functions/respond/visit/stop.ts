import { createHmac } from 'node:crypto'
import { type VisitSecret, visitOf } from '#shared/response/secret.ts'
import type { House } from '../arrive.ts'
import { forget } from './forget.ts'
import type { Stopped } from './visits.ts'

/**
 * Ends a visit so that nothing of it stays, even if Send is under way in another request. The mark comes first and what
 * is stored goes after: a Send that stores later than that finds the mark and takes its own back.
 */
export async function stopVisit({ services, visits, editions }: House, secret: VisitSecret): Promise<void> {
  const [marked] = await Promise.allSettled([visits.stop(secret)])
  // A mark that could not be set is a failure to be told, and no reason to leave anything.
  if (marked.status === 'rejected' || marked.value) await forget(services, editions, visitOf(secret).codeBits, 'everything')
  if (marked.status === 'rejected') throw marked.reason
}

/**
 * Takes back what a code reaches. The one-page form has no cookie and no draft, and its answers can come again: a
 * double click, or the receipt page loaded anew. So a mark is left for a day, for every code alike, known or not; it
 * looks like any draft, and only who has the code and the pepper can find it.
 */
export async function takeBack({ services, visits, editions }: House, codeBits: Uint8Array, what: Stopped): Promise<void> {
  const [marked] = await Promise.allSettled([visits.stop(placeOf(services.pepper, codeBits), what)])
  await forget(services, editions, codeBits, what)
  if (marked.status === 'rejected') throw marked.reason
}

/** What was taken back of a code in the last day. */
export function takenBack({ services, visits }: House, codeBits: Uint8Array): Promise<Stopped | undefined> {
  return visits.stopped(placeOf(services.pepper, codeBits))
}

function placeOf(pepper: Uint8Array, codeBits: Uint8Array): VisitSecret {
  return new Uint8Array(createHmac('sha256', pepper).update('chorus taken back\0').update(codeBits).digest())
}
