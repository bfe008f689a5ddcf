import { createHash, verify } from 'node:crypto'
import * as z from 'zod'
import { keyObjectOf, type Passkey } from './signing-keys.ts'

/** An authenticator's answer to a challenge, each part in base64url. */
export type Assertion = { readonly authenticatorData: string; readonly clientData: string; readonly value: string }

const clientData = z.object({
  type: z.literal('webauthn.get'),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.literal(false).optional(),
})

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04

/**
 * Whether a passkey answered this challenge: WebAuthn level 2, section 7.2, for ES256, with the person verified by the
 * authenticator. Works from what the ledger keeps, so anybody can check it again. Throws when something is not readable.
 */
export function isAssertionOf(key: Passkey, challenge: string, given: Assertion): boolean {
  const client = Buffer.from(given.clientData, 'base64url')
  const said = clientData.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(client)))
  if (said.challenge !== challenge || said.origin !== key.origin) return false

  const authenticator = Buffer.from(given.authenticatorData, 'base64url')
  if (!authenticator.subarray(0, 32).equals(createHash('sha256').update(key.site).digest())) return false
  const flags = authenticator[32] ?? 0
  if ((flags & USER_PRESENT) === 0 || (flags & USER_VERIFIED) === 0) return false

  const signed = Buffer.concat([authenticator, createHash('sha256').update(client).digest()])
  return verify('sha256', signed, keyObjectOf(key), Buffer.from(given.value, 'base64url'))
}
