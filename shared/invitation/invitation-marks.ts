import { createHmac } from 'node:crypto'

/**
 * An invitation's code leads to two marks, each by a key of its own. The first says that there is such an invitation: it
 * is made with the code alone, by anybody who makes invitations. The second says that it was used: it needs the admission,
 * which the code was exchanged for, and the pepper, which only the respondents' side has. So anybody who holds every table
 * and every code, and not the pepper, cannot tell whose invitation was used; and no mark leads to a response.
 */
export type Admission = Uint8Array

const BYTES = 16

/** The mark of 16 bytes under which an invitation to a survey is kept; its code cannot be worked out from it. */
export function invitationMark(codeBits: Uint8Array, survey: string): Uint8Array {
  return keyed(codeBits, `invitation ${survey}`)
}

/** Exchanges a known code for its admission, which lies only in a draft that the visitor's cookie opens. */
export function admissionOf(codeBits: Uint8Array, survey: string): Admission {
  return keyed(codeBits, `admission ${survey}`)
}

/** The mark of 16 bytes under which it is noted that an admission was used. */
export function usedMark(pepper: Uint8Array, admission: Admission): Uint8Array {
  return keyed(pepper, 'used', admission)
}

/**
 * Names the holder who used an invitation: the same when the same answers are sent twice, so that this is one use. It is made of
 * the receipt code, which is stored nowhere, and leads neither to it nor to what lies under it.
 */
export function holderOf(pepper: Uint8Array, receiptBits: Uint8Array): Uint8Array {
  return keyed(pepper, 'holder', receiptBits)
}

function keyed(key: Uint8Array, purpose: string, bytes: Uint8Array = new Uint8Array()): Uint8Array {
  return new Uint8Array(createHmac('sha256', key).update(`chorus ${purpose}\0`).update(bytes).digest().subarray(0, BYTES))
}
