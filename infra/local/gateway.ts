import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { troubleReply } from '#functions/respond/trouble-reply.tsx'
import { MAX_BODY_BYTES } from '#functions/web/allow-list.ts'
import { EDGE_HEADER } from '#functions/web/behind-edge.ts'
import { eventOf } from './event.ts'
import { FunctionFailed } from './function-process.ts'
import { sendMessage, sendReply, unreadable } from './reply.ts'
import { bestRoute, type Match } from './routes.ts'
import { wholeBody } from './whole-body.ts'

export type Route = { readonly routes: readonly string[]; readonly invoke: (event: unknown) => Promise<unknown> }

/** API Gateway's own limit. Of a body it takes 10 MB; what the function would refuse is refused here, before it fills the memory. */
const MOST_HEADER_BYTES = 10_240
/** Each may hold a body while it comes in. A proxy in front needs a few; without one, a browser opens up to six. */
const MOST_CONNECTIONS = 500

const OWN_ADDRESS = /^(127\.|::1$)/

const REQUEST_MS = 30_000
const HEADERS_MS = 10_000

export type GatewayOptions = {
  readonly onFailure: (failed: unknown) => void
  /** The `Host` names it answers to; without them, to any. */
  readonly hosts?: ReadonlySet<string>
  /** Addresses that may connect, besides this machine's own; without them, any. */
  readonly peers?: ReadonlySet<string>
  /** The key by which functions recognise a request that came through here: see functions/web/behind-edge.ts. */
  readonly edgeKey?: string
}

/**
 * An HTTP API as API Gateway has it, in front of functions: 404 for what no route matches. A form that is too large and a
 * function that fails are told on a page with the ways out; a function that died while it only showed something is asked once
 * more. Its own answers are as quiet as a page. It keeps no log of requests.
 */
export function createGateway(functions: readonly Route[], { onFailure, hosts, peers, edgeKey }: GatewayOptions): Server {
  const server = createServer({
    maxHeaderSize: MOST_HEADER_BYTES,
    requestTimeout: REQUEST_MS,
    headersTimeout: HEADERS_MS,
    // Node would refuse by itself, without our headers.
    requireHostHeader: false,
  })
  server.maxConnections = MOST_CONNECTIONS
  if (peers) {
    server.on('connection', (socket) => {
      const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
      if (!OWN_ADDRESS.test(address) && !peers.has(address)) socket.destroy()
    })
  }
  server.on('checkExpectation', (_request, response) => sendMessage(response, 417, 'Expectation Failed'))
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (!server.listening) response.setHeader('connection', 'close')
    const host = request.headers.host
    if (host === undefined && request.httpVersion !== '1.0') return sendMessage(response, 400, 'Bad Request')
    if (hosts && !hosts.has(host?.toLowerCase() ?? '')) return sendMessage(response, 421, 'Misdirected Request')
    const found = findRoute(functions, request)
    if (!found) return sendMessage(response, 404, 'Not Found')
    const body = await bodyOf(request)
    if (body === 'broken off') return response.destroy()
    if (body === 'too large') return refuseBody(request, response)
    try {
      const event = eventFor(request, body, found.match, edgeKey)
      const result = await found.invoke(event).catch((failed: unknown) => onceMore(request, failed, () => found.invoke(event)))
      sendReply(result, response, request.method === 'HEAD')
    } catch (failed) {
      onFailure(failed)
      sendReply(await troubleReply('failed', languageAsked(request)), response, request.method === 'HEAD')
    }
  }
  server.on('request', (request, response) => void answer(request, response))
  server.on('clientError', (failed: NodeJS.ErrnoException, socket) => {
    if (socket.writable) socket.end(unreadable(UNREADABLE[failed.code ?? ''] ?? '400 Bad Request'))
  })
  return server
}

const UNREADABLE: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** Calls a function once more when its process died, where the request only shows a page; the work of a form may have been done already. */
function onceMore({ method }: IncomingMessage, failed: unknown, again: () => Promise<unknown>): Promise<unknown> {
  const isSafe = method === 'GET' || method === 'HEAD'
  if (isSafe && failed instanceof FunctionFailed && failed.reason === 'crashed') return again()
  throw failed
}

function languageAsked({ url = '' }: IncomingMessage): string | undefined {
  return new URLSearchParams(url.split('?')[1]).get('lang') ?? undefined
}

function findRoute(functions: readonly Route[], { method = '', url = '' }: IncomingMessage) {
  const path = url.split('?')[0] ?? ''
  const found = bestRoute(functions, method, path)
  return found && { match: found.match, invoke: found.of.invoke }
}

/** Whatever came under the edge's own header is replaced, as CloudFront does. */
function eventFor(request: IncomingMessage, body: Buffer, match: Match, edgeKey: string | undefined) {
  const { method = '', url = '', headersDistinct, socket } = request
  const headers = { ...headersDistinct, [EDGE_HEADER]: edgeKey === undefined ? undefined : [edgeKey] }
  const plain = { method, url, headers, body, address: socket.remoteAddress ?? '', port: socket.localPort ?? 0 }
  return eventOf(plain, match, new Date(), randomUUID())
}

function bodyOf(request: IncomingMessage): Promise<Buffer | 'too large' | 'broken off'> {
  return Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES ? Promise.resolve('too large') : wholeBody(request, MAX_BODY_BYTES)
}

/** The rest of the body is read and dropped (until the time for a request is over): who still sends does not listen. */
async function refuseBody(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('connection', 'close')
  sendReply(await troubleReply('too large', languageAsked(request)), response)
  request.resume()
}
