import { createHmac, type Hmac } from 'node:crypto'
import type { Fraction } from './fraction.ts'

/** Gives so many independent, uniformly random bytes. */
export type RandomBytes = (count: number) => Uint8Array

/** Exact draws from random bytes. */
export class Randomness {
  readonly #bytes: RandomBytes

  constructor(bytes: RandomBytes) {
    this.#bytes = bytes
  }

  /** A whole number below `limit`, each equally likely: bits are drawn again until they are below it. */
  below(limit: bigint): bigint {
    if (limit <= 0n) throw new Error('a random number is drawn below something above 0')
    const bits = (limit - 1n).toString(2).length
    const bytes = (bits + 7) >> 3
    for (;;) {
      const drawn = whole(this.#bytes(bytes)) >> BigInt(8 * bytes - bits)
      if (drawn < limit) return drawn
    }
  }

  /** True with the given probability, 0 to 1. */
  chance({ numerator, denominator }: Fraction): boolean {
    return this.below(denominator) < numerator
  }
}

function whole(bytes: Uint8Array): bigint {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return value
}

/**
 * Bytes that nobody without the key can tell from random ones, and that are the same for the same `seeds`: asked again, a
 * step that was interrupted draws what it drew. Other seeds, which must differ with the data, give unrelated bytes.
 * HMAC-SHA256 in counter mode.
 */
export function keyedBytes(key: Uint8Array, seeds: readonly string[]): RandomBytes {
  const own = seeds
    .reduce((hmac: Hmac, seed) => hmac.update(`${seed.length}\0${seed}`), createHmac('sha256', key).update('chorus noise\0'))
    .digest()
  let block = 0
  let rest = Buffer.alloc(0)
  return (count) => {
    while (rest.length < count) rest = Buffer.concat([rest, createHmac('sha256', own).update(String(block++)).digest()])
    const bytes = rest.subarray(0, count)
    rest = rest.subarray(count)
    return new Uint8Array(bytes)
  }
}
