import { concatBytes } from '#shared/bytes.ts'
import { decryptGcm, derive, encryptGcm, x25519Public, x25519Shared } from '#shared/primitives.ts'

const KEY_BYTES = 32
const IV = new Uint8Array(12)

/**
 * The purpose of a box: one that was made for one purpose does not open for another. Its content is padded to a multiple of
 * `block` bytes.
 */
export type BoxKind = { readonly purpose: string; readonly block: number }

/**
 * Seals a value to the holder of a private key: X25519 with a fresh key pair, HKDF-SHA-256, AES-256-GCM. Anybody who seals
 * cannot open again. `ephemeral` is 32 fresh random bytes; as each key is used once, the iv may be zeros.
 */
export function sealTo(recipient: Uint8Array, { purpose, block }: BoxKind, value: unknown, ephemeral: Uint8Array): Uint8Array {
  return sealBytes(recipient, purpose, padded(value, block), ephemeral)
}

/** The sealed value, still to be parsed. Throws when the key is not the recipient's, the purpose another, or a byte changed. */
export function openBox(sealed: Uint8Array, { purpose }: Pick<BoxKind, 'purpose'>, recipientSecret: Uint8Array): unknown {
  return unpadded(openBytes(sealed, purpose, recipientSecret))
}

/** As `sealTo`, of bytes as they are. The same `ephemeral` may seal to several recipients: each has a key of their own. */
export function sealBytes(recipient: Uint8Array, purpose: string, bytes: Uint8Array, ephemeral: Uint8Array): Uint8Array {
  const ownPublic = x25519Public(ephemeral)
  return concatBytes(ownPublic, encrypt(agree(ephemeral, recipient, { sender: ownPublic, recipient }, purpose), bytes))
}

/** Throws as `openBox` does. */
export function openBytes(sealed: Uint8Array, purpose: string, recipientSecret: Uint8Array): Uint8Array {
  const sender = sealed.subarray(0, KEY_BYTES)
  const recipient = x25519Public(recipientSecret)
  return decrypt(agree(recipientSecret, sender, { sender, recipient }, purpose), sealed.subarray(KEY_BYTES))
}

/** AES-256-GCM under a key that is used once, so the iv may be zeros. `beside` is not encrypted, and cannot be changed either. */
export function encrypt(key: Uint8Array, bytes: Uint8Array, beside: Uint8Array = new Uint8Array()): Uint8Array {
  return encryptGcm(key, IV, bytes, beside)
}

/** Throws when the key or a byte is another. */
export function decrypt(key: Uint8Array, sealed: Uint8Array, beside: Uint8Array = new Uint8Array()): Uint8Array {
  return decryptGcm(key, IV, sealed, beside)
}

/** A value as JSON, filled up to a multiple of `block` bytes. */
export function padded(value: unknown, block: number): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(value))
  const bytes = new Uint8Array(Math.ceil((json.length + 1) / block) * block).fill(SPACE)
  bytes.set(json)
  return bytes
}

const SPACE = 0x20

export function unpadded(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes))
}

/** The public half of an X25519 secret, 32 bytes each. */
export const publicSealingKey = x25519Public

/** Whether something can be sealed to a public half: not to the few points under which every secret is the same. */
export function canSealTo(recipient: Uint8Array): boolean {
  try {
    x25519Shared(new Uint8Array(KEY_BYTES).fill(1), recipient)
    return true
  } catch {
    return false
  }
}

type Sides = { readonly sender: Uint8Array; readonly recipient: Uint8Array }

function agree(own: Uint8Array, other: Uint8Array, { sender, recipient }: Sides, purpose: string): Uint8Array {
  return derive(x25519Shared(own, other), concatBytes(sender, recipient), `chorus ${purpose}`, KEY_BYTES)
}
