import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import { renderPage } from '#shared/pages/render.ts'
import type { Words } from '#shared/pages/words/en.ts'
import type { ConsoleRequest } from './console-request.ts'
import type { Place } from './origin.ts'
import type { Room, Seat } from './room.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'
import type { BoardWords } from './words/en.ts'
import type { BoardLanguage } from './words/load-board-words.ts'

/** The data from which every page of one request is made. */
export type View = {
  readonly words: BoardWords
  /** Words of controls that the respondents' pages have too. */
  readonly siteWords: Words
  readonly language: BoardLanguage
  readonly path: string
  /** The address of one of our pages, in the language of this one. */
  to(path: string): string
  readonly room: Room | undefined
}

export type Bindings = {
  Bindings: {
    readonly request: ConsoleRequest
    readonly services: Services
    readonly view: View
    readonly room: Room | undefined
    /** Under a name that no passkey can be for, there is none. */
    readonly place: Place | undefined
    /** The session in the cookie, even if its time is over. */
    readonly session: Session | undefined
    readonly isOver: boolean
    /** The trouble that stands in the way of every page: the name the console was reached by, or a ledger that is not valid. */
    readonly trouble: 'name' | 'ledger' | undefined
  }
}
export type RouteContext<Path extends string = string> = Context<Bindings, Path>

/** A route behind the check of who asks: there is a board, and somebody of it has signed in. */
export type Seated<Path extends string = string> = {
  readonly c: RouteContext<Path>
  readonly view: View
  readonly room: Room
  readonly seat: Seat
}

export type Status = 200 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503

export async function show(c: RouteContext, page: HtmlEscapedString | Promise<HtmlEscapedString>, status: Status = 200): Promise<Response> {
  return c.html(await renderPage(page), status)
}

/** After a form: the browser gets a page that it may reload without sending anything again. */
export function goTo(c: RouteContext, path: string): Response {
  return c.redirect(c.env.view.to(path), 303)
}

/** The posted form; an empty one when nothing was posted. */
export function formOf(c: RouteContext): URLSearchParams {
  const { body } = c.env.request
  return body.kind === 'form' ? body.fields : new URLSearchParams()
}

/** A file to be kept. Its name says what it is. */
export function download(c: RouteContext, bytes: Uint8Array, name: string, type = 'application/octet-stream'): Response {
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  return c.body(Uint8Array.from(bytes), 200, { 'Content-Type': type })
}

/** The origin at which a passkey is asked for: no page is shown under another name. */
export function placeIn(c: RouteContext): Place {
  const { place } = c.env
  if (!place) throw new Error('the console was reached by a name that it does not have')
  return place
}

/** Epoch seconds. */
export function nowIn({ clock }: Pick<Services, 'clock'>): number {
  return Math.floor(clock().getTime() / 1000)
}
