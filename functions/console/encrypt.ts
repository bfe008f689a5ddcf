import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import type * as z from 'zod'

const IV_BYTES = 12
const TAG_BYTES = 16

export type Encryption = { readonly boardKey: Uint8Array; readonly random: (bytes: number) => Uint8Array }

/** A key for one purpose: what is encrypted for one can be opened for no other. */
export function keyFor(purpose: string, boardKey: Uint8Array): Uint8Array {
  return createHmac('sha256', boardKey).update(`chorus console ${purpose}\0`).digest()
}

export function encrypt(purpose: string, value: unknown, { boardKey, random }: Encryption): Uint8Array {
  const iv = random(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose, boardKey), iv)
  return Buffer.concat([iv, cipher.update(JSON.stringify(value)), cipher.final(), cipher.getAuthTag()])
}

/** Undefined when it was not encrypted here for this purpose, or is not of this shape any more. */
export function decrypt<T>(
  purpose: string,
  shape: z.ZodType<T>,
  ciphertext: Uint8Array | undefined,
  { boardKey }: Pick<Encryption, 'boardKey'>,
): T | undefined {
  if (!ciphertext || ciphertext.length <= IV_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose, boardKey), ciphertext.subarray(0, IV_BYTES))
  decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES))
  try {
    const text = Buffer.concat([decipher.update(ciphertext.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString()
    return shape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
