import { rm } from 'node:fs/promises'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import * as z from 'zod'
import { CodedError, describeError } from '#shared/problem.ts'

/** The questions that commands on this machine may ask of the deployment that runs on a data folder. */
const question = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('report'), survey: z.string().max(200) }),
  z.strictObject({ ask: z.literal('snapshot'), folder: z.string().max(4096) }),
])
export type CommandRequest = z.infer<typeof question>

const reply = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('done'), said: z.array(z.string()) }),
  z.strictObject({ outcome: z.literal('failed'), message: z.string() }),
])

/** The path of a socket may have about 100 bytes, by the operating system. */
const MOST_PATH_BYTES = 100

/**
 * Listens on a socket in the data folder, which only the folder's owner can open, and answers one question at a time: a
 * copy of the data is never taken while a report is being made. Gives back how to stop.
 */
export async function listenForCommands(root: string, answer: (asked: CommandRequest) => Promise<string[]>): Promise<() => Promise<void>> {
  const path = socketOf(root)
  // A process that was killed leaves its socket behind. The lock on the folder says that nobody else listens on it.
  await rm(path, { force: true })
  let last: Promise<unknown> = Promise.resolve()
  const server = createServer((request, response) => void respond(request, response).catch(() => response.destroy()))
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = question.safeParse(JSON.parse(Buffer.concat(await request.toArray()).toString()))
    if (!asked.success) return void response.writeHead(400).end()
    const answered = last.then(() => answer(asked.data))
    last = answered.catch(() => undefined)
    const said: z.infer<typeof reply> = await answered.then(
      (lines) => ({ outcome: 'done', said: lines }),
      (failed: unknown) => ({ outcome: 'failed', message: describeError(failed) }),
    )
    response.end(JSON.stringify(said))
  }
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(path, listening))
  return () =>
    new Promise((closed) => {
      server.close(() => closed())
      server.closeIdleConnections()
    })
}

/** Asks the deployment that runs on a data folder, and gives what it said. Undefined when none runs there. */
export async function askDeployment(root: string, asked: CommandRequest): Promise<string[] | undefined> {
  const answered = await post(socketOf(root), JSON.stringify(asked))
  if (answered === undefined) return undefined
  const said = reply.parse(JSON.parse(answered))
  if (said.outcome === 'failed') throw new CodedError('command-failed', said.message.replace(/ \[[a-z-]+\]$/, ''))
  return said.said
}

function post(socketPath: string, body: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const asking = httpRequest({ socketPath, method: 'POST' }, (response) => {
      response.toArray().then((chunks) => resolve(Buffer.concat(chunks).toString()), reject)
    })
    asking.on('error', (failed: NodeJS.ErrnoException) =>
      ['ENOENT', 'ECONNREFUSED'].includes(failed.code ?? '') ? resolve(undefined) : reject(failed),
    )
    asking.end(body)
  })
}

function socketOf(root: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\chorus-${root.replace(/[^A-Za-z0-9]/g, '-')}`
  const path = join(root, 'control.sock')
  if (Buffer.byteLength(path) > MOST_PATH_BYTES) {
    throw new CodedError('data-folder', `${root} is too long a path for a data folder: choose one of at most 80 letters`)
  }
  return path
}
