import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { behindEdge } from '#functions/web/behind-edge.ts'

const NOW = 'a'.repeat(64)
const BEFORE = 'b'.repeat(64)
// SHA-256 of 64 letters a, computed with another tool (sha256sum).
const DIGEST = Buffer.from('ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb', 'hex').toString('base64')
const DIGEST_BEFORE = createHash('sha256').update(BEFORE).digest('base64')

const PAGE = { statusCode: 200, headers: {}, cookies: [], body: 'a page', isBase64Encoded: false }

/** A handler that counts its calls, behind an edge with these keys. */
function behind(environment: Readonly<Record<string, string>>) {
  const counted = { calls: 0, reads: 0 }
  const handler = behindEdge(
    async () => {
      counted.calls++
      return PAGE
    },
    async () => {
      counted.reads++
      return environment
    },
  )
  const ask = (headers: unknown) => handler({ rawPath: '/', headers }, Object.create(null))
  return { ask, counted }
}

const KEYS = { CHORUS_SECRET_EDGE_KEY: DIGEST, CHORUS_SECRET_EDGE_KEY_BEFORE: DIGEST_BEFORE }

describe('a function that only the edge reaches', () => {
  it('answers what came by way of it, with the key in use or the one before', async () => {
    const { ask, counted } = behind(KEYS)

    expect(await ask({ 'x-chorus-edge': NOW })).toBe(PAGE)
    expect(await ask({ 'x-chorus-edge': BEFORE })).toBe(PAGE)
    expect(counted.calls).toBe(2)
  })

  it.each<[string, unknown]>([
    ['no header', {}],
    ['no headers at all', undefined],
    ['an empty one', { 'x-chorus-edge': '' }],
    ['another key', { 'x-chorus-edge': 'c'.repeat(64) }],
    ['a key with something after it', { 'x-chorus-edge': `${NOW}a` }],
    ['its own digest, as the function holds it', { 'x-chorus-edge': DIGEST }],
    ['two values', { 'x-chorus-edge': `${NOW},${NOW}` }],
    ['a list', { 'x-chorus-edge': [NOW] }],
  ])('shows a plain page with 403 for %s, and no code of a page runs', async (_, headers) => {
    const { ask, counted } = behind(KEYS)
    const { statusCode, headers: sent, body } = await ask(headers)

    expect(counted.calls).toBe(0)
    expect(statusCode).toBe(403)
    expect(body).toContain('Use the link that you were given.')
    expect(body).not.toContain('href')
    expect(sent).toMatchObject({
      'content-type': 'text/html; charset=UTF-8',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none';frame-ancestors 'none'",
    })
  })

  it('asks for no secret while nothing shows a key: a flood past the edge costs no look-up', async () => {
    const { ask, counted } = behind(KEYS)
    await ask({})

    expect(counted.reads).toBe(0)
  })

  it.each([{}, { CHORUS_SECRET_EDGE_KEY: '' }, { CHORUS_SECRET_EDGE_KEY: 'arn:aws:secretsmanager:x' }])(
    'lets nothing through when its own key is %j, and says that it is broken',
    async (environment) => {
      const { ask, counted } = behind(environment)

      expect(await ask({ 'x-chorus-edge': '' })).toMatchObject({ statusCode: 503 })
      expect(await ask({ 'x-chorus-edge': NOW })).toMatchObject({ statusCode: 503 })
      expect(counted.calls).toBe(0)
    },
  )

  it('asks people to try again when its key could not be read, and reads it again at the next request', async () => {
    let reads = 0
    const handler = behindEdge(
      async () => PAGE,
      async () => {
        if (reads++ === 0) throw new Error('a secret could not be read')
        return KEYS
      },
    )
    const ask = () => handler({ headers: { 'x-chorus-edge': NOW } }, Object.create(null))

    expect(await ask()).toMatchObject({ statusCode: 503, body: expect.stringContaining('Try again in some minutes.') })
    expect(await ask()).toBe(PAGE)
  })
})
