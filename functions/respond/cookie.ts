import * as z from 'zod'
import { SECRET_BYTES, type VisitSecret } from '#shared/response/secret.ts'

/** Neutral on a shared phone. The prefix makes browsers insist on Secure, Path=/ and this host alone. */
export const COOKIE_NAME = '__Host-visit'

/** 32 bytes in base64url, with no bits left over: one secret, one spelling. */
export const cookieValue = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/)

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict'

/** A session cookie: no Max-Age, so the browser forgets it when it closes. */
export function setCookie(secret: VisitSecret): string {
  return `${COOKIE_NAME}=${Buffer.from(secret).toString('base64url')}; ${ATTRIBUTES}`
}

export const clearCookie = `${COOKIE_NAME}=; ${ATTRIBUTES}; Max-Age=0`

export function secretOf(value: string): VisitSecret {
  const secret = new Uint8Array(Buffer.from(cookieValue.parse(value), 'base64url'))
  if (secret.length !== SECRET_BYTES) throw new Error('a cookie holds one visit secret')
  return secret
}
