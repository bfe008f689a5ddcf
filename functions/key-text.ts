import * as z from 'zod'

const BYTES = 32

/** A secret key, or the public half of a pair, as an environment variable holds it: 32 bytes in base64. */
export const keyText = z
  .base64()
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
  .refine((bytes) => bytes.length === BYTES, `a key is ${BYTES} bytes in base64`)
