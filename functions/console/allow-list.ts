import { type AllowedRequest, allowList, isAllowed, type Known } from '#functions/web/allow-list.ts'
import { BOARD_COOKIES, type BoardCookie } from './cookie.ts'

/** A request as the console knows it. */
export type ConsoleRequest = AllowedRequest<BoardCookie>

/** Files of a report have a point in their names. */
const known: Known<BoardCookie> = {
  cookies: BOARD_COOKIES,
  paths: /^\/board(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,128}){0,8}$/,
  asksHost: true,
  takesFiles: '/board/upload',
}

/** `publicHost` is the name that people know, where what is in front of the function tells it another one. */
export function consoleRequest(received: unknown, publicHost?: string): ConsoleRequest {
  return allowList(received, known, publicHost)
}

/** The handler runs on nothing else, in whatever order its middlewares stand. */
export function isConsoleRequest(event: unknown): event is ConsoleRequest {
  return isAllowed(event)
}
