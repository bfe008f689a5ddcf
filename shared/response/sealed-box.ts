import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto'

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
  const own = privateKey(ephemeral)
  const ownPublic = publicBytes(own)
  const json = Buffer.from(JSON.stringify(value))
  const padded = Buffer.alloc(Math.ceil((json.length + 1) / block) * block, ' ')
  json.copy(padded)
  const cipher = createCipheriv('aes-256-gcm', agree(own, publicKey(recipient), ownPublic, recipient, purpose), IV)
  return Buffer.concat([ownPublic, cipher.update(padded), cipher.final(), cipher.getAuthTag()])
}

/** The sealed value, still to be parsed. Throws when the key is not the recipient's, the purpose another, or a byte changed. */
export function openBox(sealed: Uint8Array, { purpose }: BoxKind, recipientSecret: Uint8Array): unknown {
  const own = privateKey(recipientSecret)
  const sender = sealed.subarray(0, KEY_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', agree(own, publicKey(sender), sender, publicBytes(own), purpose), IV)
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(KEY_BYTES, -TAG_BYTES)), decipher.final()]).toString())
}

/** The public half of an X25519 secret, 32 bytes each. */
export function publicHalf(secret: Uint8Array): Uint8Array {
  return publicBytes(privateKey(secret))
}

function agree(own: KeyObject, other: KeyObject, sender: Uint8Array, recipient: Uint8Array, purpose: string): Uint8Array {
  const shared = diffieHellman({ privateKey: own, publicKey: other })
  return new Uint8Array(hkdfSync('sha256', shared, Buffer.concat([sender, recipient]), `chorus ${purpose}`, KEY_BYTES))
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
