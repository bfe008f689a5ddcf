import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Frame } from '#shared/pages/layout.tsx'
import { renderPage } from '#shared/pages/render.ts'
import type { AllowedRequest } from './allow-list.ts'
import type { Deps } from './deps.ts'

/** All that a route is given. `frame` surrounds a page that belongs to no survey, in the language asked for. */
export type Bindings = { Bindings: { readonly request: AllowedRequest; readonly frame: Frame; readonly deps: Deps } }
export type RouteContext<Path extends string = string> = Context<Bindings, Path>

type Status = 200 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503

type Extras = {
  readonly status?: Status
  readonly cookie?: string
  /** Seconds after which it is worth while to try again. */
  readonly retryAfter?: number
}

export async function show(c: RouteContext, page: HtmlEscapedString | Promise<HtmlEscapedString>, extras: Extras = {}): Promise<Response> {
  if (extras.cookie) c.header('Set-Cookie', extras.cookie)
  if (extras.retryAfter !== undefined) c.header('Retry-After', String(extras.retryAfter))
  return c.html(await renderPage(page), extras.status ?? 200)
}

/** After a form: the browser gets a page it may reload without sending anything again. */
export function goTo(c: RouteContext, path: string, cookie?: string): Response {
  if (cookie) c.header('Set-Cookie', cookie)
  return c.redirect(path, 303)
}

/** The posted form; an empty one when nothing was posted. */
export function formOf(c: RouteContext): URLSearchParams {
  const { body } = c.env.request
  return body.kind === 'form' ? body.fields : new URLSearchParams()
}
