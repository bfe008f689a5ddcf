import * as z from 'zod'
import { language } from '#shared/survey/ids.ts'
import { COOKIE_NAME, cookieValue } from './cookie.ts'

/**
 * All that any code after the first line of the handler can know of a request. No address, agent, referrer, request id,
 * time, foreign cookie or header has a field here.
 */
export type AllowedRequest = {
  readonly method: 'GET' | 'POST' | 'other'
  readonly path: string
  /** The language asked for in the address; whether a survey has it is decided later. */
  readonly language?: string
  /** The value of our own cookie. */
  readonly visit?: string
  readonly body: Body
  readonly encoding: 'br' | 'gzip' | 'identity'
}

export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'form'; readonly fields: URLSearchParams }
  | { readonly kind: 'too large' }
  | { readonly kind: 'not a form' }

/** Far above any honest form: the longest text question takes 6,000 characters. */
export const MAX_BODY_BYTES = 128 * 1024

/** The only parts of an API Gateway event (HTTP API, payload 2.0) that are looked at. */
const event = z.object({
  rawPath: z.string(),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
  queryStringParameters: z.object({ lang: language.optional().catch(undefined) }).optional(),
  cookies: z.array(z.string()).optional(),
  headers: z.object({ 'content-type': z.string().optional(), 'accept-encoding': z.string().optional() }).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
})

/** Makes a new request from the allowed parts of an event. Throws when it is not an HTTP event at all. */
export function allowList(received: unknown): AllowedRequest {
  const { rawPath, requestContext, queryStringParameters, cookies, headers, body, isBase64Encoded } = event.parse(received)
  const method = requestContext.http.method
  const lang = queryStringParameters?.lang
  const visit = cookies?.map(ownCookie).find((value) => value !== undefined)
  const allowed: AllowedRequest = {
    method: method === 'GET' || method === 'POST' ? method : 'other',
    path: PLAIN_PATH.test(rawPath) ? rawPath : '/unknown',
    ...(lang === undefined ? {} : { language: lang }),
    ...(visit === undefined ? {} : { visit }),
    body: bodyOf(body, isBase64Encoded === true, headers?.['content-type']),
    encoding: encodingOf(headers?.['accept-encoding'] ?? ''),
  }
  made.add(allowed)
  return allowed
}

const made = new WeakSet<object>()

/** Whether this came out of the allow-list. The handler runs on nothing else, in whatever order its middlewares stand. */
export function isAllowed(event: unknown): event is AllowedRequest {
  return typeof event === 'object' && event !== null && made.has(event)
}

/** Every path of ours is plain; whatever else is asked for is one page that does not exist. */
const PLAIN_PATH = /^\/[A-Za-z0-9/_-]{0,120}$/

function ownCookie(cookie: string): string | undefined {
  const [name, value] = cookie.split('=', 2)
  const parsed = cookieValue.safeParse(value)
  return name?.trim() === COOKIE_NAME && parsed.success ? parsed.data : undefined
}

function bodyOf(body: string | undefined, base64: boolean, type: string | undefined): Body {
  if (body === undefined || body === '') return { kind: 'none' }
  if (body.length > (base64 ? MAX_BODY_BYTES * 2 : MAX_BODY_BYTES)) return { kind: 'too large' }
  if (type?.split(';')[0]?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') return { kind: 'not a form' }
  const bytes = Buffer.from(body, base64 ? 'base64' : 'utf8')
  if (bytes.length > MAX_BODY_BYTES) return { kind: 'too large' }
  return { kind: 'form', fields: new URLSearchParams(bytes.toString('utf8')) }
}

function encodingOf(accepted: string): AllowedRequest['encoding'] {
  const names = accepted
    .toLowerCase()
    .split(',')
    .map((each) => each.split(';').map((part) => part.trim()))
    .filter(([, quality]) => !/^q=0(\.0*)?$/.test(quality ?? ''))
    .map(([name]) => name)
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : 'identity'
}
