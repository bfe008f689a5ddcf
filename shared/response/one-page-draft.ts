import { createCipheriv, createDecipheriv } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as z from 'zod'

/** What was entered in a one-page form that was not sent yet. The server keeps only its ciphertext and never the key. */
const formDraft = z.strictObject({
  /** Of the survey it belongs to. */
  link: z.string(),
  /** Epoch seconds. */
  until: z.int(),
  fields: z.array(z.tuple([z.string(), z.string()])),
})
export type FormDraft = z.infer<typeof formDraft>

const IV_BYTES = 12
const TAG_BYTES = 16
/** Padded to a multiple of this, so that the length tells little of how much was written. */
const BLOCK = 1920
const LENGTH_BYTES = 4
/** Far more than any form unpacks to: what a browser may post is 1 MB. */
const MOST_BYTES = 8 * 1024 * 1024

/** AES-256-GCM of the deflated form: iv, ciphertext, tag. `iv` is 12 fresh random bytes; the place it lies at is bound in. */
export function encryptForm(form: FormDraft, key: Uint8Array, id: Uint8Array, iv: Uint8Array): Uint8Array {
  const packed = deflateRawSync(JSON.stringify(form))
  const padded = Buffer.alloc(Math.ceil((LENGTH_BYTES + packed.length) / BLOCK) * BLOCK)
  padded.writeUInt32BE(packed.length)
  packed.copy(padded, LENGTH_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(id)
  return Buffer.concat([iv, cipher.update(padded), cipher.final(), cipher.getAuthTag()])
}

/** Undefined when the key does not open it, it lies elsewhere, or a byte was changed: there is no such form then. */
export function decryptForm(ciphertext: Uint8Array, key: Uint8Array, id: Uint8Array): FormDraft | undefined {
  if (ciphertext.length < IV_BYTES + BLOCK + TAG_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, ciphertext.subarray(0, IV_BYTES)).setAAD(id)
  decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES))
  try {
    const padded = Buffer.concat([decipher.update(ciphertext.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()])
    const packed = padded.subarray(LENGTH_BYTES, LENGTH_BYTES + padded.readUInt32BE())
    const parsed = formDraft.safeParse(JSON.parse(inflateRawSync(packed, { maxOutputLength: MOST_BYTES }).toString()))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
