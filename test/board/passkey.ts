import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { Person, Role } from '#shared/governance/charter.ts'
import type { Passkey } from '#shared/governance/keys.ts'

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

/** What it answers to a challenge, with somebody there whom it knows (sections 5.8.1 and 6.1). */
export function answerTo(challenge: string, { key, privateKey }: Authenticator) {
  const client = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin: key.origin, crossOrigin: false }))
  const authenticator = Buffer.concat([createHash('sha256').update(key.site).digest(), Uint8Array.of(5), Buffer.alloc(4)])
  const value = sign('sha256', Buffer.concat([authenticator, createHash('sha256').update(client).digest()]), privateKey)
  const text = (bytes: Buffer) => bytes.toString('base64url')
  return { authenticatorData: text(authenticator), clientData: text(client), value: text(value) }
}

/** What a browser posts when an authenticator makes a key: WebAuthn level 2, sections 6.5.1 and 8.7 (attestation `none`). */
export function registration(challenge: string, { key }: Authenticator, { origin = key.origin, flags = 0x45 } = {}) {
  const part = (label: number[], text: string) => Buffer.concat([Buffer.from(label), Buffer.from(text, 'base64url')])
  const cose = Buffer.concat([Buffer.from('a5010203262001', 'hex'), part([0x21, 0x58, 0x20], key.x), part([0x22, 0x58, 0x20], key.y)])
  const id = Buffer.from(key.credential, 'base64url')
  const site = createHash('sha256').update(key.site).digest()
  const data = Buffer.concat([site, Uint8Array.of(flags), Buffer.alloc(4), Buffer.alloc(16), Uint8Array.of(0, id.length), id, cose])
  const text = (word: string) => Buffer.concat([Uint8Array.of(0x60 + word.length), Buffer.from(word)])
  const attestation = Buffer.concat([
    Uint8Array.of(0xa3),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Uint8Array.of(0xa0),
    text('authData'),
    Uint8Array.of(0x58, data.length),
    data,
  ])
  const client = Buffer.from(JSON.stringify({ type: 'webauthn.create', challenge, origin, crossOrigin: false }))
  return { credential: key.credential, clientData: client.toString('base64url'), attestation: attestation.toString('base64url') }
}
