import { createHmac } from 'node:crypto'
import type * as z from 'zod'
import { decryptBytes, encryptBytes, IV_BYTES } from '#shared/gcm.ts'

export type Encryption = { readonly boardKey: Uint8Array; readonly random: (bytes: number) => Uint8Array }

/** A key for one purpose: what is encrypted for one can be opened for no other. */
export function keyFor(purpose: string, boardKey: Uint8Array): Uint8Array {
  return createHmac('sha256', boardKey).update(`chorus console ${purpose}\0`).digest()
}

export function encrypt(purpose: string, value: unknown, { boardKey, random }: Encryption): Uint8Array {
  return encryptBytes(Buffer.from(JSON.stringify(value)), keyFor(purpose, boardKey), random(IV_BYTES))
}

/** Undefined when it was not encrypted here for this purpose, or is not of this shape any more. */
export function decrypt<T>(
  purpose: string,
  shape: z.ZodType<T>,
  ciphertext: Uint8Array | undefined,
  { boardKey }: Pick<Encryption, 'boardKey'>,
): T | undefined {
  const json = ciphertext && decryptBytes(ciphertext, keyFor(purpose, boardKey))
  if (!json) return undefined
  try {
    return shape.safeParse(JSON.parse(json.toString())).data
  } catch {
    return undefined
  }
}
