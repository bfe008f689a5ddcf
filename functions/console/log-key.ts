import { createPrivateKey, type KeyObject } from 'node:crypto'
import { publicHalf } from '#shared/governance/keys.ts'
import { keyFor } from './encrypt.ts'

/** Before the 32 bytes of an Ed25519 key, in PKCS #8 (RFC 8410). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key with which the ledger's log signs how long the ledger is. */
export function logKeyOf(given: string | undefined, boardKey: Uint8Array): KeyObject {
  const key = given === undefined ? Buffer.concat([ED25519_PKCS8, keyFor('log', boardKey)]) : Buffer.from(given, 'base64')
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

/** Whether a charter names this key as that of its log. */
export function isLogOf({ log }: { readonly log: { readonly publicKey: string } }, key: KeyObject): boolean {
  return log.publicKey === publicHalf(key)
}
