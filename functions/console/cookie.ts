import * as z from 'zod'

/** The console's one cookie. The prefix makes browsers insist on Secure, Path=/ and this host alone. */
export const BOARD_COOKIES = {
  /** Who has signed in, encrypted (session.ts). */
  session: { name: '__Host-board', value: z.string().regex(/^[A-Za-z0-9_-]{40,800}$/) },
} as const
export type BoardCookie = keyof typeof BOARD_COOKIES

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict'

/** A session cookie: no Max-Age, so the browser forgets it when it closes. */
export function sessionCookie(value: string): string {
  return `${BOARD_COOKIES.session.name}=${BOARD_COOKIES.session.value.parse(value)}; ${ATTRIBUTES}`
}

export const noSession = `${BOARD_COOKIES.session.name}=; ${ATTRIBUTES}; Max-Age=0`
