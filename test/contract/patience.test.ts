import { createServer, type Server, type ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { listen } from '#infra/local/listen.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'

const PATIENCE_MS = 100

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections()
})

/** A store whose database answers each attempt in turn as is said here, and how often it was asked. */
async function storeOn(...answers: readonly ((response: ServerResponse) => void)[]) {
  const asked = { times: 0 }
  const server = createServer((request, response) => {
    request.resume()
    response.setHeader('content-type', 'application/x-amz-json-1.0')
    answers[asked.times++]?.(response)
  })
  servers.push(server)
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`
  const where = { region: 'local', credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, patienceMs: PATIENCE_MS }
  const { budgets } = connect({ tables: { budgets: 'budgets' }, endpoint, ...where })
  return { read: () => budgets.read('sends'), asked }
}

const silent = () => {}
const stalled = (response: ServerResponse) => response.writeHead(200).write('{"Item":')
const cutOff = (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': '100' }).write('{"Item":')
  response.destroy()
}
const closed = (response: ServerResponse) => response.destroy()
const whole = (response: ServerResponse) => response.end('{}')

describe('a database that does not answer', () => {
  it.each([
    ['is silent', silent],
    ['stops in the middle of an answer', stalled],
    ['breaks an answer off', cutOff],
    ['closes the connection', closed],
  ])('and %s is asked once more', async (_, fault) => {
    const { read, asked } = await storeOn(fault, whole)

    expect(await read()).toBeUndefined()
    expect(asked.times).toBe(2)
  })

  it('for three attempts is given up, and that is said', async () => {
    const { read, asked } = await storeOn(silent, stalled, cutOff, whole)

    await expect(read()).rejects.toMatchObject({ code: 'Unavailable', message: 'the database did not answer for table budgets' })
    expect(asked.times).toBe(3)
  })
})
