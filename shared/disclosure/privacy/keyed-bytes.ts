import { createHmac, type Hmac } from 'node:crypto'
import type { RandomBytes } from './randomness.ts'

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
