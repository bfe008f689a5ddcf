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
