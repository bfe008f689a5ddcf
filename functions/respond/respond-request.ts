import { type AllowedRequest, allowList, isAllowed, type Known } from '#functions/web/allow-list.ts'
import { COOKIES, type CookieName } from './visit-cookies.ts'

/** A request as the respondent's side knows it. */
export type RespondRequest = AllowedRequest<CookieName>

/** Every path of ours is plain and short, but for those that hold a message for a page (flash.ts). */
const known: Known<CookieName> = { cookies: COOKIES, paths: /^\/([A-Za-z0-9/_-]{0,120}|p\/[A-Za-z0-9_-]{1,3000})$/ }

/** `publicHost` is the name that people know, where what is in front of the function tells it another one. */
export function respondRequest(received: unknown, publicHost?: string): RespondRequest {
  return allowList(received, known, publicHost)
}

/** The handler runs on nothing else, in whatever order its middlewares stand. */
export function isRespondRequest(event: unknown): event is RespondRequest {
  return isAllowed(event)
}
