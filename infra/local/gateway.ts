import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { eventOf } from './event.ts'
import { sendMessage, sendReply, unreadable } from './reply.ts'
import { type Match, matchRoute } from './routes.ts'

export type Route = { readonly routes: readonly string[]; readonly invoke: (event: unknown) => Promise<unknown> }

/** API Gateway's own limits. */
const MOST_BODY_BYTES = 10 * 1024 * 1024
const MOST_HEADER_BYTES = 10_240

const REQUEST_MS = 30_000
const HEADERS_MS = 10_000

/**
 * An HTTP API as API Gateway has it, in front of functions: 404 for what no route matches, 413 for a body over 10 MB,
 * a bare 500 when a function fails. What it answers itself is as quiet as a page is. It keeps no log of requests.
 */
export function createGateway(functions: readonly Route[], onFailure: (failed: unknown) => void): Server {
  const server = createServer({ maxHeaderSize: MOST_HEADER_BYTES, requestTimeout: REQUEST_MS, headersTimeout: HEADERS_MS })
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (!server.listening) response.setHeader('connection', 'close')
    const found = findRoute(functions, request)
    if (!found) return sendMessage(response, 404, 'Not Found')
    const body = await bodyOf(request)
    if (body === 'broken off') return response.destroy()
    if (body === 'too large') return refuseBody(request, response)
    try {
      sendReply(await found.invoke(eventFor(request, body, found.match)), response, request.method === 'HEAD')
    } catch (failed) {
      onFailure(failed)
      sendMessage(response, 500, 'Internal Server Error')
    }
  }
  server.on('request', (request, response) => void answer(request, response))
  server.on('clientError', (failed: NodeJS.ErrnoException, socket) => {
    const status = failed.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
    if (socket.writable) socket.end(unreadable(status))
  })
  return server
}

function findRoute(functions: readonly Route[], { method = '', url = '' }: IncomingMessage) {
  const path = url.split('?')[0] ?? ''
  for (const { routes, invoke } of functions) {
    const match = matchRoute(routes, method, path)
    if (match) return { match, invoke }
  }
  return undefined
}

function eventFor(request: IncomingMessage, body: Buffer, match: Match) {
  const { method = '', url = '', headersDistinct: headers, socket } = request
  const plain = { method, url, headers, body, address: socket.remoteAddress ?? '', port: socket.localPort ?? 0 }
  return eventOf(plain, match, new Date(), randomUUID())
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | 'too large' | 'broken off'> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BODY_BYTES) return 'too large'
  const chunks: Buffer[] = []
  let size = 0
  try {
    // The stream stays open when reading stops early, so that an answer can still be sent.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      if (size > MOST_BODY_BYTES) return 'too large'
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch {
    return 'broken off'
  }
}

/** The rest of the body is read and dropped (until the time for a request is over): who still sends does not listen. */
function refuseBody(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('connection', 'close')
  sendMessage(response, 413, 'Request Entity Too Large')
  request.resume()
}
