import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import * as z from 'zod'
import type { Permit } from './database-permits.ts'
import { wholeBody } from './whole-body.ts'

const MOST_BYTES = 1_000_000

/** As much of a request as the database reads: three fields and two events. */
export type Replay = EventEmitter & Pick<IncomingMessage, 'method' | 'url' | 'headers'>

const parameters = z.record(z.string(), z.unknown())

/**
 * Stands before the database, knows callers by their access key id (random at every start), and passes on only what
 * the caller's permit allows. A request is read whole, once, and replayed.
 */
export function gate(permits: ReadonlyMap<string, Permit>, pass: (request: Replay, response: ServerResponse) => void) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await wholeBody(request, MOST_BYTES)
    if (typeof body === 'string' || !isPermitted(permits, request, body)) return refuse(response)
    const { method, url, headers } = request
    const replay = Object.assign(new EventEmitter(), { method, url, headers })
    pass(replay, response)
    replay.emit('data', body)
    replay.emit('end')
  }
}

function isPermitted(permits: ReadonlyMap<string, Permit>, request: IncomingMessage, body: Buffer): boolean {
  const permit = permits.get(/Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '')
  const operation = /^DynamoDB_20120810\.([A-Za-z]+)$/.exec(String(request.headers['x-amz-target'] ?? ''))?.[1]
  if (!permit || !operation || request.method !== 'POST') return false
  if (isTwisted(body)) return false
  try {
    const read = parameters.safeParse(JSON.parse(body.toString()))
    return read.success && permit(operation, read.data)
  } catch {
    return false
  }
}

const DEEPEST = 32

/** Deeper than any item of ours, which the database would run out of stack on, or with a key that objects treat as their own. */
function isTwisted(body: Buffer): boolean {
  let depth = 0
  for (const byte of body) {
    if (byte === 0x7b || byte === 0x5b) depth++
    else if (byte === 0x7d || byte === 0x5d) depth--
    if (depth > DEEPEST) return true
  }
  return body.includes('__proto__')
}

function refuse(response: ServerResponse): void {
  const body = JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', message: 'not in the topology' })
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0', 'content-length': Buffer.byteLength(body) }).end(body)
}
