import * as z from 'zod'
import { type Encoding, encodingOf } from '#functions/compress.ts'
import { type PageLanguage, pageLanguageOf } from '#shared/languages.ts'

/** The parts of a reader's request that code after the first line of the handler can know. Nothing in it says who asks. */
export type ReadRequest = {
  readonly method: 'GET' | 'other'
  /** Without a body. */
  readonly isHead: boolean
  readonly path: string
  /** Words that the reader looks for. */
  readonly wanted: string
  /** Chosen by the reader, in the address. */
  readonly language?: PageLanguage
  readonly encoding: Encoding
  /** The tags of copies that the reader's browser says it has. */
  readonly known: readonly string[]
}

const MOST_WANTED = 200

/** The only parts of an API Gateway event (HTTP API, payload 2.0) that are looked at. */
const event = z.object({
  rawPath: z.string(),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
  queryStringParameters: z.object({ q: z.string().optional(), lang: z.string().optional() }).optional(),
  headers: z.object({ 'accept-encoding': z.string().optional(), 'if-none-match': z.string().optional() }).optional(),
})

const PLAIN_PATH = /^\/r(\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}){0,4}\/?$/

/** Makes a new request from the allowed parts of an event. Throws when it is not an HTTP event at all. */
export function readRequest(received: unknown): ReadRequest {
  const { rawPath, requestContext, queryStringParameters: { q = '', lang = '' } = {}, headers = {} } = event.parse(received)
  const { method } = requestContext.http
  const language = pageLanguageOf(lang)
  return {
    method: method === 'GET' || method === 'HEAD' ? 'GET' : 'other',
    isHead: method === 'HEAD',
    path: PLAIN_PATH.test(rawPath) ? rawPath : '/r/unknown/page',
    wanted: q.slice(0, MOST_WANTED).trim(),
    ...(language ? { language } : {}),
    encoding: encodingOf(headers['accept-encoding'] ?? ''),
    known: (headers['if-none-match'] ?? '').split(',').map((each) => each.trim().replace(/^W\//, '')),
  }
}
