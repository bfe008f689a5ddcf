import { createServer, type IncomingMessage, request as send } from 'node:http'
import * as z from 'zod'
import { listen } from '#infra/local/listen.ts'

/**
 * The fault of one request: the database is too busy, fails, or does the work and its answer is lost, never comes, or stops in
 * the middle.
 */
type DatabaseFault = 'busy' | 'error' | 'lost' | 'hung' | 'stalled' | undefined

export type FaultyDatabase = {
  readonly endpoint: string
  /** The calls so far, for example `respond PutItem responses`. */
  readonly calls: ReadonlySet<string>
  /** Asked before each request, for example `PutItem` on `responses`. */
  faultOf: (operation: string, table: string) => DatabaseFault
  /** Answers in the place of the database, where it gives something. */
  answerTo: (operation: string, table: string, asked: unknown) => Promise<unknown> | undefined
  /** Told after the database did what was asked, before the answer goes back: both as JSON. */
  onDone: (operation: string, table: string, asked: string, answer: string) => void
  stop(): Promise<void>
}

const tableIn = z.object({ TableName: z.string() })
const BUSY = JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException', message: 'busy' })
const BROKEN = JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message: 'broken' })

/** A database through which everything goes, and in which anything can go wrong. */
export async function faultyDatabase(behind: string): Promise<FaultyDatabase> {
  const calls = new Set<string>()
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray())
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? ''
    const asked: unknown = JSON.parse(body.toString())
    const table = tableIn.parse(asked).TableName
    calls.add(`${callerOf(request)} ${operation} ${table}`)
    const fault = database.faultOf(operation, table)
    const json = { 'content-type': 'application/x-amz-json-1.0' }
    if (fault === 'busy') return response.writeHead(400, json).end(BUSY)
    if (fault === 'error') return response.writeHead(500, json).end(BROKEN)
    const instead = database.answerTo(operation, table, asked)
    if (instead) {
      const text = JSON.stringify(await instead)
      database.onDone(operation, table, body.toString(), text)
      return response.writeHead(200, json).end(text)
    }
    const onward = send(behind, { method: 'POST', headers: { ...request.headers, host: new URL(behind).host } }, async (answer) => {
      const text = Buffer.concat(await answer.toArray())
      database.onDone(operation, table, body.toString(), text.toString())
      if (fault === 'lost') return request.socket.destroy()
      if (fault === 'hung') return undefined
      if (fault === 'stalled') return response.writeHead(answer.statusCode ?? 500, answer.headers).write(text.subarray(0, text.length / 2))
      return response.writeHead(answer.statusCode ?? 500, answer.headers).end(text)
    })
    onward.on('error', () => request.socket.destroy())
    onward.end(body)
  })
  const database: FaultyDatabase = {
    calls,
    endpoint: `http://127.0.0.1:${await listen(server, 0)}`,
    faultOf: () => undefined,
    answerTo: () => undefined,
    onDone: () => {},
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return database
}

/** The name that infra/local/callers.ts begins an access key with. */
function callerOf({ headers }: IncomingMessage): string {
  return /Credential=([a-z]+)-/.exec(headers.authorization ?? '')?.[1] ?? 'nobody'
}
