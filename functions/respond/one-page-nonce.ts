import { createHmac, timingSafeEqual } from 'node:crypto'
import { hmacKey } from '#shared/hmac-key.ts'
import { FIELD } from './fields.ts'
import type { Services } from './services.ts'

const HOUR_MS = 60 * 60 * 1000
const HOUR_BYTES = 4
const RANDOM_BYTES = 12
const MAC_BYTES = 16

/**
 * The random number of a one-page form. It begins with the hour in which the page was made, as it is good for a day: as
 * long as the mark that taking answers back leaves, so that a form sent again never brings them back. Like the rest of
 * it the hour is on the page only, and not stored. It ends with a MAC: nobody can choose one, and with it the receipt
 * code. Anybody who opens a new page and sends it, sends on purpose.
 */
export function freshNonce({ clock, random, pepper }: Pick<Services, 'clock' | 'random' | 'pepper'>): Uint8Array {
  const made = Buffer.alloc(HOUR_BYTES + RANDOM_BYTES)
  made.writeUInt32BE(hourOf(clock()))
  made.set(random(RANDOM_BYTES), HOUR_BYTES)
  return new Uint8Array(Buffer.concat([made, macOf(made, pepper)]))
}

/** The nonce of a posted form. Undefined when there is none that was made here. */
export function nonceIn(form: URLSearchParams, { pepper }: Pick<Services, 'pepper'>): Uint8Array | undefined {
  const posted = form.get(FIELD.nonce) ?? ''
  if (!/^[0-9a-f]{64}$/.test(posted)) return undefined
  const nonce = new Uint8Array(Buffer.from(posted, 'hex'))
  const made = nonce.subarray(0, -MAC_BYTES)
  return timingSafeEqual(nonce.subarray(-MAC_BYTES), macOf(made, pepper)) ? nonce : undefined
}

/** Whether a page was made less than a day ago; or, as a clock may be put right in between, less than a day from now. */
export function isOfToday(nonce: Uint8Array, clock: Services['clock']): boolean {
  const age = hourOf(clock()) - Buffer.from(nonce).readUInt32BE()
  return Math.abs(age) < 24
}

/** Whether a page was made in the hour of an instant or before. */
export function isMadeBy(nonce: Uint8Array, instant: Date): boolean {
  return Buffer.from(nonce).readUInt32BE() <= hourOf(instant)
}

function hourOf(date: Date): number {
  return Math.floor(date.getTime() / HOUR_MS)
}

function macOf(made: Uint8Array, pepper: Uint8Array): Uint8Array {
  return createHmac('sha256', hmacKey(pepper)).update('chorus one page\0').update(made).digest().subarray(0, MAC_BYTES)
}
