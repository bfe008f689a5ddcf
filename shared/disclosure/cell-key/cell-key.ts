import { createHmac } from 'node:crypto'

/** Record keys are added modulo 2^128: far too many to learn one from the sums of others by trying. */
const BITS = 128n
const SPACE = 1n << BITS

/**
 * The classical cell key: the sum of the whole-number record keys of a cell, modulo the key space. The same people give
 * the same key in whatever table they appear. (ABS: Fraser and Wooton 2005. R's cellKey: fractional keys of d digits are
 * keys here after multiplication by 10^d, with the key space 10^d. ONS: a key space of 256 or 4096.)
 */
export function cellKey(recordKeys: Iterable<number>, keySpace: number): number {
  let sum = 0
  for (const key of recordKeys) {
    if (!Number.isSafeInteger(key) || key < 0) throw new Error('a record key is a whole number, not negative')
    sum = (sum + (key % keySpace)) % keySpace
  }
  return sum
}

/** The secret key of one response, from an id that means nothing elsewhere. */
export function recordKey(studyKey: Uint8Array, responseId: Uint8Array): bigint {
  return leading128(createHmac('sha256', studyKey).update('chorus record key\0').update(responseId).digest())
}

/** Adds up record keys; partial sums of shards add up in any order. */
export function addRecordKeys(keys: Iterable<bigint>): bigint {
  let sum = 0n
  for (const key of keys) sum = (sum + key) % SPACE
  return sum
}

/**
 * The key of a cell as a fraction of the key space, from the sum of its record keys and its count, through a keyed
 * function: the sum itself would let the keys of parts add up to the key of their whole. Same people, same key, in every
 * table; a person more or less, an unrelated key.
 */
export function hardenedCellKey(studyKey: Uint8Array, recordKeySum: bigint, count: number): number {
  const digest = createHmac('sha256', studyKey).update(`chorus cell key\0${recordKeySum}\0${count}`).digest()
  return Number(leading128(digest) >> (BITS - DOUBLE_BITS)) / 2 ** Number(DOUBLE_BITS)
}

/** As many bits as a fraction keeps exactly. */
const DOUBLE_BITS = 53n

function leading128(digest: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(digest.subarray(0, 16)).toString('hex')}`)
}
