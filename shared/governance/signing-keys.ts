import { createPublicKey, type KeyObject } from 'node:crypto'
import * as z from 'zod'
import { base64url } from '#shared/base64url.ts'
import { canSealTo } from '#shared/response/sealed-box.ts'

/**
 * Points of small order on Curve25519, with the sign bit cleared: under such a "key" a signature can be made by anybody.
 * (The list of libsodium's ge25519_has_small_order.)
 */
const SMALL_ORDER: readonly string[] = [
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
]

/** The public half of an Ed25519 key. */
export const ed25519Key = base64url(32).refine((text) => {
  const bytes = Buffer.from(text, 'base64url')
  bytes[31] = (bytes[31] ?? 0) & 0x7f
  return !SMALL_ORDER.includes(bytes.toString('hex'))
}, 'this is no key that only one person can sign with')

/** The public half of an X25519 key that something can be sealed to. */
export const sealingKey = base64url(32).refine((text) => canSealTo(Buffer.from(text, 'base64url')), 'nothing can be sealed to this key')

const fileKey = z.strictObject({ kind: z.literal('ed25519'), publicKey: ed25519Key })

/** A passkey: an ES256 credential, bound to the site and the origin it was made at. */
const passkey = z
  .strictObject({
    kind: z.literal('passkey'),
    credential: base64url(16, 1023),
    x: base64url(32),
    y: base64url(32),
    site: z.string().regex(/^[a-z0-9.-]{1,253}$/, 'name the site that the passkey was made for, such as board.example.org'),
    origin: z
      .url({ protocol: /^https?$/ })
      .refine((url) => new URL(url).origin === url, 'give the origin alone, such as https://board.example.org'),
  })
  .refine((key) => isOnCurve(key), 'this point is not on the curve P-256')

/** The public half of the key that a person signs with. */
export const publicKey = z.discriminatedUnion('kind', [fileKey, passkey])
export type PublicKey = Readonly<z.infer<typeof publicKey>>
export type Passkey = Extract<PublicKey, { kind: 'passkey' }>

/** Two keys with the same material are one key, whatever else is written beside it. */
export function materialOf(key: PublicKey): string {
  return key.kind === 'ed25519' ? `ed25519 ${key.publicKey}` : `p256 ${key.x} ${key.y}`
}

type Ed25519Material = { readonly kind: 'ed25519'; readonly publicKey: string }
type PointMaterial = { readonly kind: 'passkey'; readonly x: string; readonly y: string }

export function keyObjectOf(key: Ed25519Material | PointMaterial): KeyObject {
  const jwk = key.kind === 'ed25519' ? { kty: 'OKP', crv: 'Ed25519', x: key.publicKey } : { kty: 'EC', crv: 'P-256', x: key.x, y: key.y }
  return createPublicKey({ key: jwk, format: 'jwk' })
}

/** The public half of an Ed25519 key pair, as a charter writes it. */
export function publicHalf(privateKey: KeyObject): string {
  return z.object({ x: ed25519Key }).parse(createPublicKey(privateKey).export({ format: 'jwk' })).x
}

function isOnCurve(key: PointMaterial): boolean {
  try {
    keyObjectOf(key)
    return true
  } catch {
    return false
  }
}
