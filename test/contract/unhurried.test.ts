import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listen } from '#infra/local/listen.ts'
import { clientOf, connect } from '#shared/storage/dynamodb/connect.ts'

const BUSY = JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException', message: 'busy' })
const where = { region: 'local', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } }

let server: Server
let endpoint: string
/** The number of times the table still says that it is too busy. */
let busy: number
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume()
    const refuses = busy-- > 0
    response.writeHead(refuses ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' }).end(refuses ? BUSY : '{"Items":[]}')
  })
  endpoint = `http://127.0.0.1:${await listen(server, 0)}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const read = async (isUnhurried: boolean) => {
  const { series } = connect({ tables: { series: 'series' }, endpoint, ...where, ...(isUnhurried && { isUnhurried: true }) })
  return series.readMembers('study', 0, { run: 1, attempt: 'a'.repeat(16) })
}

it('who counts a table goes on after more refusals than somebody who waits at a page would', { timeout: 60_000 }, async () => {
  busy = 4
  await expect(read(false)).rejects.toMatchObject({ code: 'Throttled' })
  busy = 4
  expect(await read(true)).toEqual([])
})

it('who counts a table measures how much it takes; who answers a person does not wait for that', async () => {
  const [counting, answering] = [clientOf({ ...where, isUnhurried: true }), clientOf(where)]

  expect(await counting.config.maxAttempts()).toBe(12)
  expect(
    String(
      await Promise.resolve(typeof counting.config.retryMode === 'function' ? counting.config.retryMode() : counting.config.retryMode),
    ),
  ).toBe('adaptive')
  expect(await answering.config.maxAttempts()).toBe(3)
})
