import type { ServerResponse } from 'node:http'
import * as z from 'zod'
import { bareHeaders } from '#shared/pages/page-headers.ts'

/** The valid answers of a handler: API Gateway's response, payload 2.0. Anything else is an error of the function. */
const reply = z.strictObject({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** Whole Set-Cookie lines. */
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
})

/** Throws when the result is not a response; nothing has been sent then. */
export function sendReply(result: unknown, response: ServerResponse, isHead = false): void {
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = reply.parse(result)
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value))
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  // A HEAD has no body to measure: how long that of a GET is, the function does not say.
  if (!isHead) response.setHeader('content-length', bytes.length)
  // HTTP/1.1 keeps a connection unless it is told not to: saying so takes 46 bytes of every answer.
  response.removeHeader('connection')
  response.writeHead(statusCode).end(bytes)
}

/** An answer of the gateway itself: a status and a word, never a reason that came from inside. */
export function sendMessage(response: ServerResponse, status: number, message: string): void {
  const body = JSON.stringify({ message })
  response.writeHead(status, { ...bareHeaders, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
}

/** The same for a request that could not even be read: `status` with its words, as it stands on the wire. */
export function unreadable(status: string): string {
  const headers = Object.entries({ ...bareHeaders, Connection: 'close', 'Content-Length': '0' })
  return [`HTTP/1.1 ${status}`, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
}
