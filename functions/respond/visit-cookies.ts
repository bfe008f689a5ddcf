import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { hmacKey } from '#shared/hmac-key.ts'
import { SECRET_BYTES, type VisitSecret } from '#shared/response/secret.ts'

const MAC_BYTES = 16
/** The most bytes of our cookie, out of the 4,096 that a browser keeps and the 10,240 of all headers that the gateway takes. */
export const MOST_IN_FLASH = 3000

/** 48 bytes in base64url, which leaves no bits over: one secret, one spelling. */
const signedSecret = z.string().regex(/^[A-Za-z0-9_-]{64}$/)

/**
 * All our cookies, with names that are neutral on a shared phone. The prefix makes browsers insist on Secure, Path=/ and
 * this host alone.
 */
export const COOKIES = {
  /** The secret that a visit hangs on. */
  visit: { name: '__Host-visit', value: signedSecret },
  /** The message that a form leaves for the page after it (flash.ts), or only that cookies are kept. */
  flash: { name: '__Host-page', value: z.string().regex(new RegExp(`^[A-Za-z0-9_-]{1,${MOST_IN_FLASH}}$`)) },
  /** The secret that decrypts an unsent one-page form. */
  form: { name: '__Host-form', value: signedSecret },
  /** A receipt that is still to be seen. */
  receipt: { name: '__Host-receipt', value: z.string().regex(new RegExp(`^[A-Za-z0-9_-]{1,${MOST_IN_FLASH}}$`)) },
} as const
export type CookieName = keyof typeof COOKIES
export const cookieNames = ['visit', 'flash', 'form', 'receipt'] as const satisfies readonly CookieName[]

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict'

/** A session cookie: no Max-Age, so the browser forgets it when it closes. */
export function setCookie(cookie: CookieName, value: string): string {
  return `${COOKIES[cookie].name}=${COOKIES[cookie].value.parse(value)}; ${ATTRIBUTES}`
}

export function clearCookie(cookie: CookieName): string {
  return `${COOKIES[cookie].name}=; ${ATTRIBUTES}; Max-Age=0`
}

/** A secret with a MAC after it: an invented one is recognised before any store is asked. */
export function signSecret(secret: VisitSecret, pepper: Uint8Array): string {
  return Buffer.concat([secret, macOf(secret, pepper)]).toString('base64url')
}

/** The secret in a cookie's value. Undefined when it was not signed here. */
export function readSecret(value: string | undefined, pepper: Uint8Array): VisitSecret | undefined {
  const parsed = signedSecret.safeParse(value)
  if (!parsed.success) return undefined
  const bytes = new Uint8Array(Buffer.from(parsed.data, 'base64url'))
  const secret = bytes.slice(0, SECRET_BYTES)
  return timingSafeEqual(bytes.subarray(SECRET_BYTES), macOf(secret, pepper)) ? secret : undefined
}

function macOf(secret: VisitSecret, pepper: Uint8Array): Uint8Array {
  return createHmac('sha256', hmacKey(pepper)).update('chorus cookie\0').update(secret).digest().subarray(0, MAC_BYTES)
}
