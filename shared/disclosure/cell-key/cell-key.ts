import { createHmac } from 'node:crypto'
import { hmacKey } from '../../hmac-key.ts'

const BITS = 128n

/** The secret key of one response, from an id that means nothing elsewhere. */
export function recordKey(studyKey: Uint8Array, responseId: Uint8Array): bigint {
  return leading128(createHmac('sha256', hmacKey(studyKey)).update('chorus record key\0').update(responseId).digest())
}

/**
 * The key of a cell as a fraction of the key space, from the sum of its record keys and its count, through a keyed
 * function: the sum itself would let the keys of parts add up to the key of their whole. Same people, same key, in every
 * table; a person more or less, an unrelated key.
 */
export function hardenedCellKey(studyKey: Uint8Array, recordKeySum: bigint, count: number): number {
  const digest = createHmac('sha256', hmacKey(studyKey)).update(`chorus cell key\0${recordKeySum}\0${count}`).digest()
  return Number(leading128(digest) >> (BITS - DOUBLE_BITS)) / 2 ** Number(DOUBLE_BITS)
}

/** As many bits as a fraction keeps exactly. */
const DOUBLE_BITS = 53n

function leading128(digest: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(digest.subarray(0, 16)).toString('hex')}`)
}
