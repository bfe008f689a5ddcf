import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as z from 'zod'
import { decryptBytes, encryptBytes } from '#shared/gcm.ts'

/** The unsent content of a one-page form. The server keeps only its ciphertext and never the key. */
const formDraft = z.strictObject({
  /** The link of the survey it belongs to. */
  link: z.string(),
  /** Epoch seconds. */
  until: z.int(),
  fields: z.array(z.tuple([z.string(), z.string()])),
})
export type FormDraft = z.infer<typeof formDraft>

/** Padded to a multiple of this, so that the length tells little of how much was written. */
const BLOCK = 1912
const LENGTH_BYTES = 4
/** Far more than any form unpacks to: what a browser may post is 1 MB. */
const MOST_BYTES = 8 * 1024 * 1024

/** The deflated form as `encryptBytes` encrypts it, bound to the place it lies at. `iv` is 12 fresh random bytes. */
export function encryptForm(form: FormDraft, key: Uint8Array, id: Uint8Array, iv: Uint8Array): Uint8Array {
  const packed = deflateRawSync(JSON.stringify(form))
  const padded = Buffer.alloc(Math.ceil((LENGTH_BYTES + packed.length) / BLOCK) * BLOCK)
  padded.writeUInt32BE(packed.length)
  packed.copy(padded, LENGTH_BYTES)
  return encryptBytes(padded, key, iv, id)
}

/** Undefined when the key does not open it, it lies elsewhere, or a byte was changed: there is no such form then. */
export function decryptForm(ciphertext: Uint8Array, key: Uint8Array, id: Uint8Array): FormDraft | undefined {
  const opened = decryptBytes(ciphertext, key, id)
  if (!opened) return undefined
  const padded = Buffer.from(opened)
  try {
    const packed = padded.subarray(LENGTH_BYTES, LENGTH_BYTES + padded.readUInt32BE())
    const parsed = formDraft.safeParse(JSON.parse(inflateRawSync(packed, { maxOutputLength: MOST_BYTES }).toString()))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
