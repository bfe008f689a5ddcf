import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'

const KEY_BYTES = 32
const TAG_BYTES = 16
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
  const own = privateKey(ephemeral)
  const ownPublic = publicBytes(own)
  return Buffer.concat([ownPublic, encrypt(agree(own, publicKey(recipient), ownPublic, recipient, purpose), bytes)])
}

/** Throws as `openBox` does. */
export function openBytes(sealed: Uint8Array, purpose: string, recipientSecret: Uint8Array): Uint8Array {
  const own = privateKey(recipientSecret)
  const sender = sealed.subarray(0, KEY_BYTES)
  return decrypt(agree(own, publicKey(sender), sender, publicBytes(own), purpose), sealed.subarray(KEY_BYTES))
}

/** AES-256-GCM under a key that is used once, so the iv may be zeros. `beside` is not encrypted, and cannot be changed either. */
export function encrypt(key: Uint8Array, bytes: Uint8Array, beside: Uint8Array = new Uint8Array()): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), IV).setAAD(beside)
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** Throws when the key or a byte is another. */
export function decrypt(key: Uint8Array, sealed: Uint8Array, beside: Uint8Array = new Uint8Array()): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), IV).setAAD(beside)
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()])
}

/** A value as JSON, filled up to a multiple of `block` bytes. */
export function padded(value: unknown, block: number): Uint8Array {
  const json = Buffer.from(JSON.stringify(value))
  const bytes = Buffer.alloc(Math.ceil((json.length + 1) / block) * block, ' ')
  json.copy(bytes)
  return bytes
}

export function unpadded(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString())
}

/** The public half of an X25519 secret, 32 bytes each. */
export function publicHalf(secret: Uint8Array): Uint8Array {
  return publicBytes(privateKey(secret))
}

/** Whether something can be sealed to a public half: not to the few points under which every secret is the same. */
export function canSealTo(recipient: Uint8Array): boolean {
  try {
    diffieHellman({ privateKey: privateKey(new Uint8Array(KEY_BYTES).fill(1)), publicKey: publicKey(recipient) })
    return true
  } catch {
    return false
  }
}

function agree(own: KeyObject, other: KeyObject, sender: Uint8Array, recipient: Uint8Array, purpose: string): Uint8Array {
  const shared = diffieHellman({ privateKey: own, publicKey: other })
  return new Uint8Array(hkdfSync('sha256', createSecretKey(shared), Buffer.concat([sender, recipient]), `chorus ${purpose}`, KEY_BYTES))
}

// The fixed heads of an X25519 key in DER: PKCS #8 for the secret, SPKI for the public half.
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex')
const SPKI = Buffer.from('302a300506032b656e032100', 'hex')

function privateKey(secret: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' })
}

function publicKey(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' })
}

function publicBytes(key: KeyObject): Uint8Array {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES)
}
