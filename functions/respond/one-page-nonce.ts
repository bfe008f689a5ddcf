import { FIELD } from './fields.ts'
import type { Services } from './services.ts'

const HOUR_MS = 60 * 60 * 1000
const HOUR_BYTES = 4
const RANDOM_BYTES = 12

/**
 * The random number of a one-page form. It begins with the hour in which the page was made, as it is good for a day: as
 * long as the mark that taking answers back leaves, so that a receipt page loaded anew never sends them again. Like the
 * rest of it the hour is on the page only, and not stored. Whoever opens a new page and sends it, sends on purpose.
 */
export function freshNonce({ clock, random }: Pick<Services, 'clock' | 'random'>): Uint8Array {
  const nonce = Buffer.alloc(HOUR_BYTES + RANDOM_BYTES)
  nonce.writeUInt32BE(hourOf(clock()))
  nonce.set(random(RANDOM_BYTES), HOUR_BYTES)
  return new Uint8Array(nonce)
}

/** The nonce of a posted form. Undefined when there is none. */
export function nonceIn(form: URLSearchParams): Uint8Array | undefined {
  const posted = form.get(FIELD.nonce) ?? ''
  return /^[0-9a-f]{32}$/.test(posted) ? new Uint8Array(Buffer.from(posted, 'hex')) : undefined
}

/** Whether a page was made less than a day ago; or, as a clock may be put right in between, less than a day from now. */
export function isOfToday(nonce: Uint8Array, clock: Services['clock']): boolean {
  const age = hourOf(clock()) - Buffer.from(nonce).readUInt32BE()
  return Math.abs(age) < 24
}

function hourOf(date: Date): number {
  return Math.floor(date.getTime() / HOUR_MS)
}
