import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { faultCode } from '#cli/fault-code.ts'

export type HttpRequest = {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export type HttpResponse = {
  readonly status: number
  readonly location: string | undefined
  readonly setCookie: readonly string[]
  readonly body: string
  /** Bytes of the body as sent, before it was unpacked. */
  readonly bodyBytes: number
  /** Bytes of the status line and the headers. */
  readonly headBytes: number
}

/** Sends one request and reads the whole response. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>

export type PageConnection = { readonly send: Send; readonly close: () => void }

/**
 * Connections that stay open between requests, at most one a client. node:http needs 200 us of processor time a request
 * where fetch needs 300 (30 KB pages, Node 24).
 */
export function connectTo(origin: URL, clients: number): PageConnection {
  const secure = origin.protocol === 'https:'
  const options = { keepAlive: true, maxSockets: clients }
  const agent = secure ? new HttpsAgent(options) : new HttpAgent(options)
  const request = secure ? httpsRequest : httpRequest
  return {
    send: ({ method, url, headers, body }) =>
      new Promise((resolve, reject) => {
        const given: RequestOptions = { method, agent, headers: body === undefined ? headers : withLength(headers, body) }
        const outgoing = request(url, given, (incoming) => void read(incoming).then(resolve, reject))
        outgoing.on('error', reject)
        outgoing.end(body)
      }),
    close: () => agent.destroy(),
  }
}

function withLength(headers: Readonly<Record<string, string>>, body: string): Record<string, string> {
  return { ...headers, 'content-length': String(Buffer.byteLength(body)) }
}

async function read(incoming: IncomingMessage): Promise<HttpResponse> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  return {
    status: incoming.statusCode ?? 0,
    location: incoming.headers.location,
    setCookie: incoming.headers['set-cookie'] ?? [],
    body: unpack(bytes, incoming.headers['content-encoding']).toString(),
    bodyBytes: bytes.length,
    headBytes: headBytes(incoming),
  }
}

function unpack(bytes: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'br') return brotliDecompressSync(bytes)
  return encoding === 'gzip' ? gunzipSync(bytes) : bytes
}

/** `HTTP/1.1 200 OK`, each header as `name: value`, and the line ends between them. */
function headBytes(incoming: IncomingMessage): number {
  const status = `HTTP/${incoming.httpVersion} ${incoming.statusCode} ${incoming.statusMessage}`.length + 2
  return incoming.rawHeaders.reduce((sum, text) => sum + text.length + 2, status + 2)
}

const CONNECTION_FAULTS = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ETIMEDOUT', 'EPIPE', 'ECONNABORTED']

/** Nobody answers there, or stopped before the answer was whole. */
export function isConnectionFault(thrown: unknown): boolean {
  // A name with several addresses fails with one error that holds the others.
  if (thrown instanceof AggregateError) return thrown.errors.some(isConnectionFault)
  return CONNECTION_FAULTS.includes(faultCode(thrown) ?? '')
}
