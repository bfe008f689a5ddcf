import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import type * as z from 'zod'

const IV_BYTES = 12
const TAG_BYTES = 16

export type Sealing = { readonly boardKey: Uint8Array; readonly random: (bytes: number) => Uint8Array }

/** A key for one purpose: what is sealed for one can be opened for no other. */
export function keyFor(purpose: string, boardKey: Uint8Array): Uint8Array {
  return createHmac('sha256', boardKey).update(`chorus console ${purpose}\0`).digest()
}

export function seal(purpose: string, value: unknown, { boardKey, random }: Sealing): Uint8Array {
  const iv = random(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose, boardKey), iv)
  return Buffer.concat([iv, cipher.update(JSON.stringify(value)), cipher.final(), cipher.getAuthTag()])
}

/** Undefined when it was not sealed here for this purpose, or is not of this shape any more. */
export function open<T>(
  purpose: string,
  shape: z.ZodType<T>,
  sealed: Uint8Array | undefined,
  { boardKey }: Pick<Sealing, 'boardKey'>,
): T | undefined {
  if (!sealed || sealed.length <= IV_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose, boardKey), sealed.subarray(0, IV_BYTES))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    const text = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString()
    return shape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
