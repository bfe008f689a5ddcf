import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Frame } from '#shared/pages/page-layout.tsx'
import { renderPage } from '#shared/pages/render.ts'
import type { Deps } from './deps.ts'
import { encryptFlash, type Flash } from './flash.ts'
import type { RespondRequest } from './respond-request.ts'
import { COOKIES, MOST_IN_FLASH, setCookie } from './visit-cookies.ts'

/** The bindings that every route is given. */
export type Bindings = {
  Bindings: {
    readonly request: RespondRequest
    /** Surrounds a page that belongs to no survey, in the language asked for. */
    readonly frame: Frame
    readonly deps: Deps
    /** The message that the form before this page has left for it. */
    readonly flash?: Flash | undefined
    /** Takes the page itself: in the body of a `Response` it would be encoded, streamed and decoded again, for 0.2 ms a page. */
    readonly shown: PageShown
  }
}
export type PageShown = { html?: string }
export type RouteContext<Path extends string = string> = Context<Bindings, Path>

export type Status = 200 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503

type Extras = {
  readonly status?: Status
  readonly cookie?: string
  /** The seconds after which it is worth while to try again. */
  readonly retryAfter?: number | undefined
}

export async function show(c: RouteContext, page: HtmlEscapedString | Promise<HtmlEscapedString>, extras: Extras = {}): Promise<Response> {
  const html = await renderPage(page)
  if (extras.cookie) c.header('Set-Cookie', extras.cookie, { append: true })
  // A page with a form finds out whether the browser keeps cookies: it sends this one back with the form.
  else if (!keepsCookies(c.env.request) && html.includes(' method="post"')) c.header('Set-Cookie', saidOnce)
  if (extras.retryAfter !== undefined) c.header('Retry-After', String(extras.retryAfter))
  c.env.shown.html = html
  c.header('Content-Type', 'text/html; charset=UTF-8')
  return c.body(null, extras.status ?? 200)
}

const NOTHING_TO_SAY = '0'
/** For a page that says something once. */
export const saidOnce = setCookie('flash', NOTHING_TO_SAY)

/** Whether the browser has sent any cookie of ours: every page with a form sets one. */
export function keepsCookies({ cookies }: RespondRequest): boolean {
  return Object.keys(cookies).length > 0
}

/** After a form: the browser gets a page it may reload without sending anything again. */
export function goTo(c: RouteContext, path: string, ...cookies: readonly string[]): Response {
  const { method, cookies: own } = c.env.request
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
  // The message of an earlier form is over.
  const isSaid = method === 'POST' && own.flash !== undefined && own.flash !== NOTHING_TO_SAY
  if (isSaid && !cookies.some((each) => each.startsWith(COOKIES.flash.name))) {
    c.header('Set-Cookie', saidOnce, { append: true })
  }
  return c.redirect(path, 303)
}

/** The minutes for which a page can be loaded again: from its own address, or from one that holds its message and stays in the history. */
const MINUTES = { byCookie: 30, byAddress: 10 } as const
/** Enough to see what was typed; a page with more room for words keeps them in a draft. */
const MOST_CHARACTERS = 1000

type Said = Pick<Flash, 'why' | 'fields' | 'form' | 'receipt'>

/**
 * After a form: leads on to a page of ours, and hands it a message. Where the browser keeps no cookies, the address of the page
 * holds it, encrypted.
 */
export function flashTo(c: RouteContext, path: string, said: Said, ...cookies: readonly string[]): Response {
  if (!keepsCookies(c.env.request)) return goTo(c, addressWith(c, path, said), ...cookies)
  const token = tokenFor(c, path, said, MINUTES.byCookie)
  return goTo(c, path, setCookie(said.receipt ? 'receipt' : 'flash', token), ...cookies)
}

/**
 * Leads from a form to another page, and keeps the entries until the person comes back to the page of the form: in a cookie, or
 * in the address of a page that hands them on.
 */
export function keepAndGoTo(c: RouteContext, form: string, fields: Said['fields'], path: string): Response {
  const said = { why: KEPT, fields }
  if (!keepsCookies(c.env.request)) return goTo(c, addressWith(c, path, said))
  return goTo(c, path, setCookie('flash', tokenFor(c, form, said, MINUTES.byCookie)))
}

/** Nothing is wrong: the entries are shown again, unchanged. */
export const KEPT = 'kept'

/** Gives the address of a page that holds the page's message, encrypted. `until`: no longer than this, in epoch seconds. */
export function addressWith(c: RouteContext, path: string, said: Said, until?: number): string {
  const query = path.split('?')[1]
  return `/p/${tokenFor(c, path, said, MINUTES.byAddress, until)}${query === undefined ? '' : `?${query}`}`
}

function tokenFor(c: RouteContext, path: string, said: Said, minutes: number, most = Number.POSITIVE_INFINITY): string {
  const { services } = c.env.deps
  const at = path.split('?')[0] ?? '/'
  const until = Math.min(most, Math.floor(services.clock().getTime() / 1000) + 60 * minutes)
  // Only a text that nobody types, such as a thousand signs that are each rare, does not fit: its end is cut off.
  for (let most = MOST_CHARACTERS; ; most = Math.floor(most / 2)) {
    const fields = said.fields?.map(([name, value]): [string, string] => [name, value.slice(0, most)])
    const token = encryptFlash({ ...said, ...(fields && { fields }), at, until }, services)
    if (token.length <= MOST_IN_FLASH || most === 0) return token
  }
}

/** The posted form; an empty one when nothing was posted. */
export function formOf(c: RouteContext): URLSearchParams {
  const { body } = c.env.request
  return body.kind === 'form' ? body.fields : new URLSearchParams()
}

/** The fields of a form that is shown again. */
export function flashedFields(c: RouteContext): URLSearchParams {
  return new URLSearchParams(c.env.flash?.fields ?? [])
}
