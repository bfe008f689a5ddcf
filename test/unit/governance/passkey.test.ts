import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { describe, expect, it } from 'vitest'
import { challengeOf, isSignedBy } from '#shared/governance/signature.ts'
import { publicKey } from '#shared/governance/signing-keys.ts'
import type { Statement } from '#shared/governance/statement.ts'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { x = '', y = '' } = privateKey.export({ format: 'jwk' })
const credential = Buffer.alloc(32, 7).toString('base64url')
const key = publicKey.parse({ kind: 'passkey', credential, x, y, site: 'board.example.org', origin: 'https://board.example.org' })
const hash = 'ab'.repeat(32)
const statement: Statement = {
  ledger: hash,
  charter: hash,
  seen: hash,
  by: 'm1',
  day: '2026-03-02',
  kind: 'vote',
  body: { proposal: hash, artifact: hash, artifactKind: 'survey', choice: 'consent', expires: '2026-12-31' },
}

type Made = { readonly origin?: string; readonly site?: string; readonly flags?: number; readonly type?: string; readonly by?: KeyObject }

/** An authenticator's answer to a challenge: the format of WebAuthn level 2, sections 5.8.1 and 6.1. */
function assertion(
  challenge: string,
  { origin = 'https://board.example.org', site = 'board.example.org', flags = 5, type = 'webauthn.get', by = privateKey }: Made = {},
) {
  const client = Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const counter = Buffer.alloc(4)
  const authenticator = Buffer.concat([createHash('sha256').update(site).digest(), Uint8Array.of(flags), counter])
  const value = sign('sha256', Buffer.concat([authenticator, createHash('sha256').update(client).digest()]), by)
  const text = (bytes: Buffer) => bytes.toString('base64url')
  return { kind: 'passkey', authenticatorData: text(authenticator), clientData: text(client), value: text(value) } as const
}

/** The key as COSE writes it (RFC 9052): ES256 on P-256. */
function cose(): Uint8Array<ArrayBuffer> {
  const part = (label: number[], text: string) => Buffer.concat([Buffer.from(label), Buffer.from(text, 'base64url')])
  return Uint8Array.from(Buffer.concat([Buffer.from('a5010203262001', 'hex'), part([0x21, 0x58, 0x20], x), part([0x22, 0x58, 0x20], y)]))
}

/** The verdict of @simplewebauthn/server on the same assertion. */
async function secondOpinion(given: ReturnType<typeof assertion>, challenge: string): Promise<boolean> {
  const { verified } = await verifyAuthenticationResponse({
    response: {
      id: credential,
      rawId: credential,
      type: 'public-key',
      clientExtensionResults: {},
      response: { authenticatorData: given.authenticatorData, clientDataJSON: given.clientData, signature: given.value },
    },
    expectedChallenge: challenge,
    expectedOrigin: 'https://board.example.org',
    expectedRPID: 'board.example.org',
    requireUserVerification: true,
    credential: { id: credential, publicKey: cose(), counter: 0 },
  }).catch(() => ({ verified: false }))
  return verified
}

const challenge = challengeOf(statement)
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

describe('a vote by passkey', () => {
  it.each<[string, ReturnType<typeof assertion>, boolean]>([
    ['of the member over this very decision', assertion(challenge), true],
    ['over another decision', assertion(challengeOf({ ...statement, day: '2026-03-03' })), false],
    ['made at another site', assertion(challenge, { origin: 'https://b0ard.example.org' }), false],
    ['bound to another site', assertion(challenge, { site: 'b0ard.example.org' }), false],
    ['without somebody there', assertion(challenge, { flags: 4 }), false],
    ['without knowing who is there', assertion(challenge, { flags: 1 }), false],
    ['that made a key and signed nothing', assertion(challenge, { type: 'webauthn.create' }), false],
    ['of somebody else', assertion(challenge, { by: stranger }), false],
  ])('%s: @simplewebauthn/server and the ledger say the same', async (_what, given, good) => {
    expect(isSignedBy(key, statement, given)).toBe(good)
    expect(await secondOpinion(given, challenge)).toBe(good)
  })

  it('is nothing when a bit of what the ledger keeps is another', () => {
    const good = assertion(challenge)
    for (const part of ['authenticatorData', 'clientData', 'value'] as const) {
      const bytes = Buffer.from(good[part], 'base64url')
      bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1
      expect(isSignedBy(key, statement, { ...good, [part]: bytes.toString('base64url') })).toBe(false)
    }
  })

  it('is not taken for a signature with a key from a file, nor the other way', () => {
    expect(isSignedBy(key, statement, { kind: 'ed25519', value: Buffer.alloc(64).toString('base64url') })).toBe(false)
  })
})
