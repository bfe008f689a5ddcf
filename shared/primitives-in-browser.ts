import { gcm } from '@noble/ciphers/aes.js'
import { x25519 } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'

/*
 * What primitives.ts does with Node's cryptography, with that of noble, which others audited: browsers have no such functions that
 * answer at once, and X25519 is missing in many that have passkeys.
 */

export function sha256Bytes(bytes: Uint8Array): Uint8Array {
  return sha256(bytes)
}

export function derive(secret: Uint8Array, salt: Uint8Array, purpose: string, length: number): Uint8Array {
  return hkdf(sha256, secret, salt, new TextEncoder().encode(purpose), length)
}

export function encryptGcm(key: Uint8Array, iv: Uint8Array, bytes: Uint8Array, beside: Uint8Array): Uint8Array {
  return gcm(key, iv, beside).encrypt(bytes)
}

export function decryptGcm(key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array, beside: Uint8Array): Uint8Array {
  return gcm(key, iv, beside).decrypt(encrypted)
}

export function x25519Public(secret: Uint8Array): Uint8Array {
  return x25519.getPublicKey(secret)
}

export function x25519Shared(secret: Uint8Array, other: Uint8Array): Uint8Array {
  return x25519.getSharedSecret(secret, other)
}
