import { createHmac } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as z from 'zod'
import { decryptBytes, encryptBytes, IV_BYTES } from '#shared/gcm.ts'
import { hmacKey } from '#shared/hmac-key.ts'
import { purposeId } from '#shared/survey/survey.ts'
import type { Services } from './services.ts'

const receipt = z.strictObject({
  version: z.strictObject({ id: z.string(), hash: z.string() }),
  language: z.string(),
  /** 80 bits in hex. */
  code: z.string().regex(/^[0-9a-f]{20}$/),
  /** Absent where it is no longer known. */
  agreed: z.strictObject({ given: z.array(purposeId), day: z.iso.datetime() }).optional(),
})

/**
 * The message that a form leaves for the page after it. Every form is answered by a redirect, because a browser keeps on its disk
 * the body of a form that was answered with a page. So the message travels through the browser, encrypted: the server stores none
 * of it, and the browser cannot read it.
 */
const flash = z.strictObject({
  /** Path of the one page that it is for. */
  at: z.string(),
  /** Epoch seconds. */
  until: z.int(),
  /** The message, by its name; each page knows its own. */
  why: z.string(),
  /** The entries of the form, where they are few. */
  fields: z.array(z.tuple([z.string(), z.string()])).optional(),
  /** Signed secret of what was entered in a one-page form, where no cookie holds it. */
  form: z.string().optional(),
  receipt: receipt.optional(),
})
export type Flash = z.infer<typeof flash>

const MOST_BYTES = 64 * 1024

type Keys = Pick<Services, 'pepper' | 'random'>

/** The token that a cookie, or an address, holds. */
export function encryptFlash(value: Flash, { pepper, random }: Keys): string {
  const encrypted = encryptBytes(deflateRawSync(JSON.stringify(value)), keyOf(pepper), random(IV_BYTES))
  return Buffer.from(encrypted).toString('base64url')
}

/** Decrypts a token. Undefined when it was not encrypted here. The caller checks whether its time is over. */
export function decryptFlash(token: string | undefined, { pepper }: Pick<Services, 'pepper'>): Flash | undefined {
  const packed = decryptBytes(Buffer.from(token ?? '', 'base64url'), keyOf(pepper))
  if (!packed) return undefined
  try {
    const parsed = flash.safeParse(JSON.parse(inflateRawSync(packed, { maxOutputLength: MOST_BYTES }).toString()))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

export function isOver({ until }: Flash, clock: Services['clock']): boolean {
  return until <= clock().getTime() / 1000
}

function keyOf(pepper: Uint8Array): Uint8Array {
  return createHmac('sha256', hmacKey(pepper)).update('chorus flash\0').digest()
}
