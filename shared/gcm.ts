import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const TAG_BYTES = 16
const NOTHING = new Uint8Array()

/** The number of fresh random bytes that `encryptBytes` takes as its iv. */
export const IV_BYTES = 12

/**
 * AES-256-GCM: iv, ciphertext, tag. `key` has 32 bytes; `iv` is 12 random bytes that were never used with this key. `boundTo` is
 * additional data: it is not in the result, and the result opens with the same additional data only.
 */
export function encryptBytes(plain: Uint8Array, key: Uint8Array, iv: Uint8Array, boundTo: Uint8Array = NOTHING): Uint8Array {
  const cipher = createCipheriv(ALGORITHM, createSecretKey(key), iv).setAAD(boundTo)
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** The plain bytes; undefined when they are cut short, the key or the additional data is another, or a byte was changed. */
export function decryptBytes(encrypted: Uint8Array, key: Uint8Array, boundTo: Uint8Array = NOTHING): Buffer | undefined {
  if (encrypted.length < IV_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv(ALGORITHM, createSecretKey(key), encrypted.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES }).setAAD(
    boundTo,
  )
  decipher.setAuthTag(encrypted.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(encrypted.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    return undefined
  }
}
