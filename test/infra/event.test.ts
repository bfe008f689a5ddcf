import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventOf } from '#infra/local/event.ts'
import { matchRoute } from '#infra/local/routes.ts'

const SAMPLES = join(import.meta.dirname, '../../../shared/schemas/aws-events')
const NOW = new Date('2020-03-12T19:03:58.390Z')
const FORM = { 'content-type': ['application/x-www-form-urlencoded'] }

function anEvent(request: Partial<Parameters<typeof eventOf>[0]> = {}) {
  const plain = { method: 'GET', url: '/', headers: { host: ['127.0.0.1:8321'] }, body: Buffer.of(), address: '203.0.113.7', port: 8321 }
  return eventOf({ ...plain, ...request }, { routeKey: 'GET /' }, NOW, 'id')
}

describe('the event of a request', () => {
  it('carries what API Gateway knows of the sender, so that a function has something to leave behind', () => {
    const event = anEvent({
      headers: { 'user-agent': ['Old Phone/1'], referer: ['https://mail.example/'], 'x-forwarded-for': ['198.51.100.1'] },
    })

    expect(event.requestContext.http).toStrictEqual({
      method: 'GET',
      path: '/',
      protocol: 'HTTP/1.1',
      sourceIp: '203.0.113.7',
      userAgent: 'Old Phone/1',
    })
    expect(event.headers).toMatchObject({ referer: 'https://mail.example/', 'x-forwarded-for': '198.51.100.1, 203.0.113.7' })
    expect(event.requestContext).toMatchObject({ time: '12/Mar/2020:19:03:58 +0000', timeEpoch: 1584039838390 })
  })

  it('lists cookies apart, and joins repeated headers and query parameters by commas', () => {
    const event = anEvent({
      url: '/s/x?parameter1=value1&parameter1=value2&parameter2=a%20b',
      headers: { cookie: ['a=1; b=2'], accept: ['text/html', 'text/plain'] },
    })

    expect(event.cookies).toStrictEqual(['a=1', 'b=2'])
    expect(event.headers).toMatchObject({ accept: 'text/html,text/plain' })
    expect(event.headers).not.toHaveProperty('cookie')
    expect(event.rawPath).toBe('/s/x')
    expect(event.rawQueryString).toBe('parameter1=value1&parameter1=value2&parameter2=a%20b')
    expect(event.queryStringParameters).toStrictEqual({ parameter1: 'value1,value2', parameter2: 'a b' })
  })

  it('carries a posted form as base64 and JSON as text', () => {
    expect(anEvent({ headers: FORM, body: Buffer.from('a=1') })).toMatchObject({ body: 'YT0x', isBase64Encoded: true })
    expect(anEvent({ headers: { 'content-type': ['application/json; charset=utf-8'] }, body: Buffer.from('{"a":"é"}') })).toMatchObject({
      body: '{"a":"é"}',
      isBase64Encoded: false,
    })
    expect(anEvent()).not.toHaveProperty('body')
  })

  it('carries every byte of a form', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const event = anEvent({ headers: FORM, body: Buffer.from(bytes) })

        expect(new Uint8Array(Buffer.from(event.body ?? '', 'base64'))).toStrictEqual(bytes)
      }),
    )
  })

  const samples = ['aws-lambda-go/apigw-v2-request-no-authorizer.json', 'powertools-python/apiGatewayProxyV2Event_GET.json']
  const missing = existsSync(SAMPLES) ? '' : ` (skipped: the folder ${SAMPLES} is missing)`

  it.skipIf(missing)(`has no field, and no type of a field, that published samples have not${missing}`, () => {
    const [plain, full] = samples.map((path) => JSON.parse(readFileSync(join(SAMPLES, path), 'utf8')))
    const post = JSON.parse(readFileSync(join(SAMPLES, 'powertools-python/apiGatewayProxyV2Event.json'), 'utf8'))

    const bare = anEvent({ headers: { host: ['h'], 'user-agent': ['curl'] } })
    const rich = eventOf(
      { method: 'POST', url: '/my/path?a=1', headers: { ...FORM, cookie: ['c=1'] }, body: Buffer.from('x'), address: '::1', port: 1 },
      { routeKey: '$default', pathParameters: { parameter1: 'value1' } },
      NOW,
      'id',
    )

    // Our route is a route and not `$default`, and we check no client certificate; all else is there, and nothing more.
    expect(shapeOf(bare)).toStrictEqual(without(shapeOf(plain), 'requestContext.authentication'))
    for (const [path, type] of Object.entries(shapeOf(rich)))
      expect([path, { ...shapeOf(full), ...shapeOf(post) }[path]]).toStrictEqual([path, type])
  })
})

describe('a route', () => {
  const routes = ['GET /', 'GET /{proxy+}', 'GET /v1/health', 'POST /v1/{proxy+}']

  it.each([
    ['GET', '/', { routeKey: 'GET /' }],
    ['GET', '/v1/health', { routeKey: 'GET /v1/health' }],
    ['GET', '/s/a%20b', { routeKey: 'GET /{proxy+}', pathParameters: { proxy: 's/a b' } }],
    ['GET', '/%', { routeKey: 'GET /{proxy+}', pathParameters: { proxy: '%' } }],
    ['POST', '/v1/x', { routeKey: 'POST /v1/{proxy+}', pathParameters: { proxy: 'x' } }],
    ['POST', '/v1/', undefined],
    ['POST', '/', undefined],
    ['HEAD', '/', undefined],
    ['GET', 'http://elsewhere/', undefined],
  ])('of %s %s is found as API Gateway finds it', (method, path, expected) => {
    expect(matchRoute(routes, method, path)).toStrictEqual(expected)
  })
})

/** Paths of an event's fields with their types; what people choose (headers, parameters) only as a whole. */
function shapeOf(value: object, path = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => {
      const here = path ? `${path}.${name}` : name
      const open = ['requestContext', 'http'].includes(name)
      return open ? Object.entries(shapeOf(field, here)) : [[here, Array.isArray(field) ? 'array' : typeof field]]
    }),
  )
}

function without(shape: Record<string, string>, path: string): Record<string, string> {
  return Object.fromEntries(Object.entries(shape).filter(([name]) => name !== path))
}
