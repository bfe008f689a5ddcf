import { concatBytes } from './bytes.ts'
import { decryptGcm, encryptGcm } from './primitives.ts'

const NOTHING = new Uint8Array()

/** The number of fresh random bytes that `encryptBytes` takes as its iv. */
export const IV_BYTES = 12

/**
 * AES-256-GCM: iv, ciphertext, tag. `key` has 32 bytes; `iv` is 12 random bytes that were never used with this key. `boundTo` is
 * additional data: it is not in the result, and the result opens with the same additional data only.
 */
export function encryptBytes(plain: Uint8Array, key: Uint8Array, iv: Uint8Array, boundTo: Uint8Array = NOTHING): Uint8Array {
  return concatBytes(iv, encryptGcm(key, iv, plain, boundTo))
}

/** The plain bytes; undefined when they are cut short, the key or the additional data is another, or a byte was changed. */
export function decryptBytes(encrypted: Uint8Array, key: Uint8Array, boundTo: Uint8Array = NOTHING): Uint8Array | undefined {
  try {
    return decryptGcm(key, encrypted.subarray(0, IV_BYTES), encrypted.subarray(IV_BYTES), boundTo)
  } catch {
    return undefined
  }
}
