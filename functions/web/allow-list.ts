import * as z from 'zod'
import { type Encoding, encodingOf } from '#functions/compress.ts'
import { language } from '#shared/survey/ids.ts'

/**
 * The parts of a request that code after the first line of the handler can know. No address, agent, referrer, request id, time,
 * foreign cookie or header has a field here.
 */
export type AllowedRequest<Cookie extends string = string> = {
  /** HEAD is answered as GET is. */
  readonly method: 'GET' | 'POST' | 'other'
  readonly path: string
  /** It wants to know about a page and nobody reads it: a HEAD, or a browser that fetches ahead. It begins and ends nothing. */
  readonly isLook: boolean
  /** Without a body. */
  readonly isHead: boolean
  /** Another site made the browser ask. */
  readonly isFromElsewhere: boolean
  /** The language asked for in the address; whether a survey has it is decided later. */
  readonly language?: string
  /** The values of our own cookies: of their shape, and not yet known to be ours. */
  readonly cookies: Readonly<Partial<Record<Cookie, string>>>
  /** The name under which the function was reached, with its port; only for a function that asks for it. */
  readonly host?: string
  readonly body: Body
  readonly encoding: Encoding
}

type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'form'; readonly fields: URLSearchParams }
  /** A form with files, as it came: only for a function that asks for it. */
  | { readonly kind: 'files'; readonly type: string; readonly bytes: Uint8Array }
  | { readonly kind: 'too large' }
  | { readonly kind: 'not a form' }

/**
 * Above any honest form, since what is refused here is lost: one page may hold several texts of 6,000 characters, each
 * up to twelve bytes once it is percent-encoded. The gateway takes 10 MB, the function 6 MB.
 */
export const MAX_BODY_BYTES = 1024 * 1024

/** The only parts of an API Gateway event (HTTP API, payload 2.0) that are looked at. */
const event = z.object({
  rawPath: z.string(),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
  queryStringParameters: z.object({ lang: language.optional().catch(undefined) }).optional(),
  cookies: z.array(z.string()).optional(),
  headers: z
    .object({
      'content-type': z.string().optional(),
      'accept-encoding': z.string().optional(),
      // Of these it is known afterwards only whether they say that nobody reads the page, or that another site asks.
      'sec-purpose': z.string().optional(),
      'sec-fetch-site': z.string().optional(),
      origin: z.string().optional(),
      host: z.string().optional(),
    })
    .optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
})

/** The cookies that a function sets, by its own name for each, and the paths that it has. Nothing else of either kind comes in. */
export type Known<Cookie extends string> = {
  readonly cookies: Readonly<Record<Cookie, { readonly name: string; readonly value: z.ZodType<string> }>>
  /** Whatever else is asked for is one page that does not exist. */
  readonly paths: RegExp
  /** It has to know under which name it was reached. */
  readonly asksHost?: true
  /** The path to which people post files. */
  readonly takesFiles?: string
}

type Headers = NonNullable<z.infer<typeof event>['headers']>

/**
 * Makes a new request from the allowed parts of an event. Throws when it is not an HTTP event at all. `publicHost` is the
 * name that people know, where what is in front of the function tells it another one.
 */
export function allowList<Cookie extends string>(received: unknown, known: Known<Cookie>, publicHost?: string): AllowedRequest<Cookie> {
  const { rawPath, requestContext, queryStringParameters, cookies, headers = {}, body, isBase64Encoded } = event.parse(received)
  const method = requestContext.http.method
  const lang = queryStringParameters?.lang
  const own = ownCookies(cookies ?? [], known)
  const host = known.asksHost ? headers.host?.toLowerCase() : undefined
  const allowed: AllowedRequest<Cookie> = {
    method: method === 'HEAD' ? 'GET' : method === 'GET' || method === 'POST' ? method : 'other',
    isHead: method === 'HEAD',
    isLook: method === 'HEAD' || isFetchedAhead(headers),
    isFromElsewhere: isFromElsewhere(headers, own, publicHost),
    path: known.paths.test(rawPath) ? rawPath : '/unknown',
    ...(lang === undefined ? {} : { language: lang }),
    cookies: own,
    ...(host !== undefined && HOST.test(host) ? { host } : {}),
    body: bodyOf(body, isBase64Encoded === true, headers['content-type'], known.takesFiles === rawPath),
    encoding: encodingOf(headers['accept-encoding'] ?? ''),
  }
  made.add(allowed)
  return allowed
}

const made = new WeakSet<object>()

/** Whether this came out of the allow-list. The handler runs on nothing else, in whatever order its middlewares stand. */
export function isAllowed(event: unknown): event is AllowedRequest {
  return typeof event === 'object' && event !== null && made.has(event)
}

const HOST = /^[a-z0-9.-]{1,253}(:\d{1,5})?$/

/** The first value of each of our cookies that has the shape of that cookie. */
function ownCookies<Cookie extends string>(
  cookies: readonly string[],
  { cookies: known }: Known<Cookie>,
): AllowedRequest<Cookie>['cookies'] {
  const own: Partial<Record<Cookie, string>> = {}
  // Object.keys widens what it gives to text.
  const names = Object.keys(known) as Cookie[]
  for (const cookie of cookies) {
    const [name = '', value] = cookie.split('=', 2)
    const which = names.find((each) => known[each].name === name.trim())
    const parsed = which && known[which].value.safeParse(value)
    if (which && parsed?.success) own[which] ??= parsed.data
  }
  return own
}

/** Chromium says `prefetch` or `prefetch;prerender`. */
function isFetchedAhead({ 'sec-purpose': purpose = '' }: Headers): boolean {
  return /prefetch|prerender/i.test(purpose)
}

/**
 * Every browser since 2023 says where a request began; of an older one the origin of a form tells. As our pages tell no referrer,
 * an older browser calls our own origin `null`: then only a cookie of ours, which no other site can make it send, shows that the
 * form was ours. A client that sends neither is no browser.
 */
function isFromElsewhere(
  { 'sec-fetch-site': site, origin, host }: Headers,
  own: AllowedRequest['cookies'],
  publicHost: string | undefined,
): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  if (origin === undefined) return false
  if (origin === 'null') return Object.keys(own).length === 0
  return !URL.canParse(origin) || ![host?.toLowerCase(), publicHost].includes(new URL(origin).host)
}

function bodyOf(body: string | undefined, base64: boolean, type: string | undefined, mayHaveFiles: boolean): Body {
  if (body === undefined || body === '') return { kind: 'none' }
  if (body.length > (base64 ? MAX_BODY_BYTES * 2 : MAX_BODY_BYTES)) return { kind: 'too large' }
  const kind = type?.split(';')[0]?.trim().toLowerCase()
  const hasFiles = mayHaveFiles && kind === 'multipart/form-data'
  if (!hasFiles && kind !== 'application/x-www-form-urlencoded') return { kind: 'not a form' }
  const bytes = Buffer.from(body, base64 ? 'base64' : 'utf8')
  if (bytes.length > MAX_BODY_BYTES) return { kind: 'too large' }
  return hasFiles ? { kind: 'files', type: type ?? '', bytes } : { kind: 'form', fields: new URLSearchParams(bytes.toString('utf8')) }
}
