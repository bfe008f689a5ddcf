import { ed25519 } from '@noble/curves/ed25519.js'
import { fromBase64url, toBase64url } from '#shared/bytes.ts'
import { derive, sha256Bytes } from '#shared/primitives.ts'
import { publicSealingKey } from '#shared/response/sealed-box.ts'
import type { DeskData } from '../desk-data.ts'
import { askAuthenticator } from './dom.ts'

/** The two keys that come from one secret of 32 bytes: one opens what is sealed to somebody, the other signs their questions. */
export type OwnKeys = { readonly sealing: Uint8Array; readonly asking: Uint8Array }

export function ownKeysFrom(secret: Uint8Array): OwnKeys {
  const from = (purpose: string) => derive(secret, new Uint8Array(), purpose, 32)
  return { sealing: from('chorus story key in a browser'), asking: from('chorus story questions in a browser') }
}

/** As an act of the ledger names them. */
export function publicHalves({ sealing, asking }: OwnKeys): { readonly key: string; readonly asks: string } {
  return { key: toBase64url(publicSealingKey(sealing)), asks: toBase64url(ed25519.getPublicKey(asking)) }
}

/**
 * A secret that the passkey makes anew each time and gives to this page alone (WebAuthn's prf extension); undefined where the
 * passkey cannot. What it answers goes nowhere.
 */
export async function secretOfPasskey({ ledger, site, credential }: DeskData): Promise<Uint8Array | undefined> {
  const given = await askAuthenticator({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      rpId: site,
      allowCredentials: [{ type: 'public-key', id: fromBase64url(credential) }],
      userVerification: 'required',
      extensions: { prf: { eval: { first: sha256Bytes(new TextEncoder().encode(`chorus story key ${ledger}`)) } } },
    },
  })
  const first = given?.getClientExtensionResults().prf?.results?.first
  return first && new Uint8Array(first)
}

/** Letters and digits that nobody takes for one another, as in receipt codes (Crockford). */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'

/** A secret as a code to keep: 52 letters and digits in groups of four. */
export function codeOf(secret: Uint8Array): string {
  const bits = [...secret].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = bits.match(/.{1,5}/g)?.map((five) => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)]) ?? []
  return (letters.join('').match(/.{1,4}/g) ?? []).join('-')
}

/** The secret of a code, however it is spaced; undefined for what is none. */
export function secretOfCode(code: string): Uint8Array | undefined {
  const letters = code.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1')
  const values = [...letters].map((letter) => LETTERS.indexOf(letter))
  if (values.length !== 52 || values.includes(-1)) return undefined
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('')
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2))
}
