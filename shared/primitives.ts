import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'

/*
 * The few primitives under boxes and addresses, by Node. A page's script is built with primitives-in-browser.ts in the place of
 * this file; a test holds the two against each other.
 */

const TAG_BYTES = 16

/** The SHA-256 of bytes: 32 bytes. */
export function sha256Bytes(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}

/** Derives `length` bytes from a secret by HKDF-SHA-256; `purpose` is its info. */
export function derive(secret: Uint8Array, salt: Uint8Array, purpose: string, length: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', createSecretKey(secret), salt, purpose, length))
}

/** AES-256-GCM with its tag at the end. `beside` is not encrypted, and cannot be changed either. */
export function encryptGcm(key: Uint8Array, iv: Uint8Array, bytes: Uint8Array, beside: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), iv).setAAD(beside)
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** Throws when the key or a byte is another, or the tag is cut short. */
export function decryptGcm(key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array, beside: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), iv, { authTagLength: TAG_BYTES }).setAAD(beside)
  decipher.setAuthTag(encrypted.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(encrypted.subarray(0, -TAG_BYTES)), decipher.final()])
}

/** The public half of an X25519 secret, 32 bytes each. */
export function x25519Public(secret: Uint8Array): Uint8Array {
  return createPublicKey(privateKey(secret)).export({ format: 'der', type: 'spki' }).subarray(-32)
}

/** The secret that two X25519 keys share. Throws for the few public halves under which every secret is the same. */
export function x25519Shared(secret: Uint8Array, other: Uint8Array): Uint8Array {
  return diffieHellman({ privateKey: privateKey(secret), publicKey: publicKey(other) })
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
