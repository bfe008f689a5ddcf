import { createSecretKey, type KeyObject } from 'node:crypto'

const prepared = new WeakMap<Uint8Array, KeyObject>()

/**
 * A secret that many HMACs are made with, as Node uses it: from plain bytes it would prepare the key anew for each, which takes three
 * times as long as the HMAC. Prepared at the first call: the bytes must not change afterwards.
 */
export function hmacKey(secret: Uint8Array): KeyObject {
  const known = prepared.get(secret)
  if (known) return known
  const key = createSecretKey(secret)
  prepared.set(secret, key)
  return key
}
