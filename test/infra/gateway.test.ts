import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { MAX_BODY_BYTES } from '#functions/web/allow-list.ts'
import { FunctionFailed } from '#infra/local/function-process.ts'
import { createGateway, type GatewayOptions } from '#infra/local/gateway.ts'
import { listen } from '#infra/local/listen.ts'

const ROUTES = ['GET /{proxy+}', 'POST /{proxy+}']
const OK = { statusCode: 200, headers: { 'content-type': 'text/plain' }, body: 'fine' }

describe('the gateway of one machine', () => {
  const servers: Server[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections()
  })

  async function gateway(invoke: (event: unknown) => Promise<unknown> = async () => OK, options: Partial<GatewayOptions> = {}) {
    const server = createGateway([{ routes: ROUTES, invoke }], { onFailure: () => {}, ...options })
    servers.push(server)
    const port = await listen(server, 0)
    return { server, port, origin: `http://127.0.0.1:${port}` }
  }

  /** The answer to these lines, as they stand on the wire. */
  async function raw(port: number, ...lines: readonly string[]): Promise<string> {
    const socket = connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.end(`${lines.join('\r\n')}\r\n\r\n`)
    await once(socket, 'close')
    return Buffer.concat(chunks).toString()
  }

  const dies = () => Promise.reject(new FunctionFailed('crashed', 'the process ended'))

  it('shows a person a page with the ways out, in their language, when a function dies', async () => {
    const { origin } = await gateway(dies)
    for (const [method, lang, words] of [
      ['GET', '', 'Leave'],
      ['POST', '?lang=es', 'lang="es"'],
      ['GET', '?lang=ar', 'dir="rtl"'],
    ] as const) {
      const response = await fetch(`${origin}/s/abc${lang}`, { method })
      const page = await response.text()

      expect([method, response.status, response.headers.get('content-type')]).toStrictEqual([method, 503, 'text/html; charset=UTF-8'])
      for (const wanted of [words, 'href="/leave"', 'href="/support', '<h1>']) expect(page).toContain(wanted)
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
  })

  it('asks once more for what only shows a page, and never again for what a form asked for', async () => {
    const asked: string[] = []
    const { origin } = await gateway(async (event) => {
      asked.push(JSON.stringify(event).includes('"POST"') ? 'POST' : 'GET')
      return asked.length === 1 ? dies() : OK
    })
    expect((await fetch(`${origin}/s/abc`)).status).toBe(200)
    asked.length = 0
    expect((await fetch(`${origin}/s/abc`, { method: 'POST', body: 'a=1' })).status).toBe(503)
    asked.length = 0
    const hangs = await gateway(() => Promise.reject(new FunctionFailed('timed out', asked.push('once').toString())))
    expect((await fetch(`${hangs.origin}/s/abc`)).status).toBe(503)

    expect(asked).toStrictEqual(['once'])
  })

  it('takes no more than the function does, and says so on a page', async () => {
    const sizes: number[] = []
    const { origin } = await gateway(async (event) => {
      sizes.push(Buffer.from(String(Object(event).body), 'base64').length)
      return OK
    })
    const post = (size: number) => fetch(`${origin}/s/abc`, { method: 'POST', body: new Uint8Array(size) })
    const refused = await post(MAX_BODY_BYTES + 1)

    expect([refused.status, await refused.text()]).toStrictEqual([413, expect.stringContaining('href="/leave"')])
    expect((await post(MAX_BODY_BYTES)).status).toBe(200)
    expect(sizes).toStrictEqual([1024 * 1024])
  })

  it('takes no more than so many connections at once', async () => {
    const { server } = await gateway()

    expect(server.maxConnections).toBe(500)
  })

  it('says with the headers of every page what Node would refuse by itself', async () => {
    const { port } = await gateway()
    const answers = [
      await raw(port, 'GET /s/abc HTTP/1.1'),
      await raw(port, 'GET /s/abc HTTP/1.1', 'Host: a', 'Expect: a miracle', 'Connection: close'),
      await raw(port, 'no request at all'),
    ]

    expect(answers.map((answer) => answer.slice(9, 12))).toStrictEqual(['400', '417', '400'])
    for (const answer of answers) {
      for (const header of ['cache-control: no-store', 'x-frame-options: deny', 'referrer-policy: no-referrer', "default-src 'none'"])
        expect(answer.toLowerCase()).toContain(header)
    }
  })

  it('answers to no other name than its own, where it has one', async () => {
    const { port } = await gateway(undefined, { hosts: new Set(['survey.example.org']) })
    const status = async (host: string) => (await raw(port, 'GET /s/abc HTTP/1.1', `Host: ${host}`, 'Connection: close')).slice(9, 12)

    expect(await status('Survey.Example.org')).toBe('200')
    for (const other of ['evil.example', 'survey.example.org.evil.example', '127.0.0.1']) expect(await status(other)).toBe('421')
  })
})
