import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pullRelease } from '#cli/board/pull-release.ts'

/** A site that sends without an end, or names more files than there can be. */
const server = createServer((request, response) => {
  if (request.url?.startsWith('/many/')) {
    response.end(Array.from({ length: 6000 }, (_, at) => `${'a'.repeat(64)}  file${at}.csv\n`).join(''))
    return
  }
  const part = Buffer.alloc(1_000_000, 'a')
  const send = (): void => {
    do sent += part.length
    while (response.write(part))
  }
  response.on('drain', send)
  send()
})
let sent = 0

describe('a report that is checked by its address', () => {
  let at = ''
  beforeAll(async () => {
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const address = server.address()
    at = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : ''
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  it('is not read to an end that never comes', async () => {
    await expect(pullRelease(`${at}/endless/`)).rejects.toThrow('is larger than any file of a report')
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThan(200_000_000)
  })

  it('is not read when it names more files than a report has', async () => {
    await expect(pullRelease(`${at}/many/`)).rejects.toThrow('names more files than any report has')
  })
})
