import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { Person, Role } from '#shared/governance/charter.ts'
import type { Passkey } from '#shared/governance/signing-keys.ts'

/** An authenticator with one key, as WebAuthn level 2 describes it. */
export type Authenticator = { readonly key: Passkey; readonly privateKey: KeyObject }

export type Holder = { readonly person: Person; readonly authenticator: Authenticator }

export function anAuthenticator(origin: string): Authenticator {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = privateKey.export({ format: 'jwk' })
  const site = new URL(origin).hostname
  return { privateKey, key: { kind: 'passkey', credential: randomBytes(32).toString('base64url'), x, y, site, origin } }
}

export function aHolder(id: string, role: Role, origin: string): Holder {
  const authenticator = anAuthenticator(origin)
  return { person: { id, alias: id.toUpperCase(), role, key: authenticator.key }, authenticator }
}

/** Its answer to a challenge, with somebody there whom it knows (sections 5.8.1 and 6.1). */
export function answerTo(challenge: string, { key, privateKey }: Authenticator) {
  const client = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin: key.origin, crossOrigin: false }))
  const authenticator = Buffer.concat([createHash('sha256').update(key.site).digest(), Uint8Array.of(5), Buffer.alloc(4)])
  const value = sign('sha256', Buffer.concat([authenticator, createHash('sha256').update(client).digest()]), privateKey)
  const text = (bytes: Buffer) => bytes.toString('base64url')
  return { authenticatorData: text(authenticator), clientData: text(client), value: text(value) }
}
