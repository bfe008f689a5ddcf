import { describe, expect, it } from 'vitest'
import { type RespondRequest, respondRequest } from '#functions/respond/respond-request.ts'
import { isAllowed, MAX_BODY_BYTES } from '#functions/web/allow-list.ts'
import { eventOf } from './helpers/town.ts'

const VISIT = 'A'.repeat(64)

function from(request: { path?: string; method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string }): RespondRequest {
  const { path = '/', method = 'GET', ...rest } = request
  return respondRequest(eventOf({ method, url: new URL(path, 'https://survey.example'), ...rest }))
}
const form = { 'content-type': 'application/x-www-form-urlencoded' }

describe('the allow-list', () => {
  it('keeps a method, a path, a language, our cookies, a form, an encoding, and whether anybody of ours asks; nothing else at all', () => {
    const request = from({
      path: '/s/abc/3?lang=es&utm_source=poster',
      method: 'POST',
      headers: {
        ...form,
        cookie: `tracker=1; __Host-visit=${VISIT}; other=2; __Host-visit=${'B'.repeat(64)}; __Host-receipt=abc`,
        origin: 'https://survey.example',
        host: 'survey.example',
        'user-agent': 'Agent/1',
        referer: 'https://clinic.example/ward',
        'x-forwarded-for': '203.0.113.9',
        'accept-encoding': 'gzip, deflate, br;q=0.5',
        'accept-language': 'de-AT',
      },
      body: 'a=1&a=2',
    })
    expect(request).toEqual({
      method: 'POST',
      path: '/s/abc/3',
      language: 'es',
      isHead: false,
      isLook: false,
      isFromElsewhere: false,
      cookies: { visit: VISIT, receipt: 'abc' },
      body: { kind: 'form', fields: new URLSearchParams('a=1&a=2') },
      encoding: 'br',
    })
  })

  it.each([
    '__Host-visit=short',
    `__Host-visit=${'A'.repeat(63)}`,
    `__Host-visit=${'A'.repeat(65)}`,
    `__Host-visit=${'A'.repeat(63)}!`,
    `__Host-page=${'A'.repeat(3001)}`,
    '__Host-page=',
    '__Host-receipt=a.b',
    `__host-visit=${VISIT}`,
    `x__Host-visit=${VISIT}`,
    '__Host-visit',
    '=',
    '',
  ])('takes no other cookie and no other shape of it: %s', (cookie) => {
    expect(from({ headers: { cookie } }).cookies).toEqual({})
  })

  it.each(['en<script>', '../en', 'EN', 'e', 'english language', ''])('takes no language that is not one: %j', (language) => {
    expect(from({ path: `/?lang=${encodeURIComponent(language)}` })).not.toHaveProperty('language')
  })

  it.each(['/%2e%2e/etc', '/a b', '/s/ä', `/${'x'.repeat(200)}`, '/s/x;y', '/a%3Fb'])('knows no such path: %s', (path) => {
    expect(respondRequest({ rawPath: path, requestContext: { http: { method: 'GET' } } }).path).toBe('/unknown')
  })

  it('takes a form of up to 1 MB, sent as text or as base64, and says of anything else only what it is', () => {
    const event = eventOf({ method: 'POST', url: new URL('https://survey.example/'), headers: form })
    const most = 'x'.repeat(MAX_BODY_BYTES)
    const base64 = (text: string) => ({ body: Buffer.from(text).toString('base64'), isBase64Encoded: true })
    expect(respondRequest({ ...event, body: most }).body.kind).toBe('form')
    expect(respondRequest({ ...event, ...base64(most) }).body.kind).toBe('form')
    expect(respondRequest({ ...event, body: `${most}x` }).body).toEqual({ kind: 'too large' })
    expect(respondRequest({ ...event, ...base64(`${most}x`) }).body).toEqual({ kind: 'too large' })
    // 10 MB of two-byte letters, and 10 MB that is not even a form.
    expect(respondRequest({ ...event, ...base64('é'.repeat(5_000_000)) }).body).toEqual({ kind: 'too large' })
    expect(respondRequest({ ...event, headers: {}, body: 'y'.repeat(10_000_000) }).body).toEqual({ kind: 'too large' })
    expect(respondRequest({ ...event, headers: { 'content-type': 'application/json' }, body: '{}' }).body).toEqual({ kind: 'not a form' })
    expect(respondRequest({ ...event, headers: {}, body: 'a=1' }).body).toEqual({ kind: 'not a form' })
    expect(respondRequest({ ...event, body: '' }).body).toEqual({ kind: 'none' })
  })

  it('takes three of the longest texts in a script whose letters take nine bytes each in a form', () => {
    const event = eventOf({ method: 'POST', url: new URL('https://survey.example/'), headers: form })
    const body = new URLSearchParams({ first: '心'.repeat(6000), second: '心'.repeat(6000), third: '心'.repeat(6000) }).toString()
    expect(body.length).toBeGreaterThan(128 * 1024)
    expect(respondRequest({ ...event, body: Buffer.from(body).toString('base64'), isBase64Encoded: true }).body.kind).toBe('form')
  })

  it.each([
    ['br, gzip', 'br'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0.000', 'identity'],
    ['zstd', 'identity'],
    ['', 'identity'],
  ])('answers %j with %s', (header, encoding) => {
    expect(from({ headers: { 'accept-encoding': header } }).encoding).toBe(encoding)
  })

  it('refuses what is no HTTP event, and is known by what it made', () => {
    for (const event of [undefined, null, 'x', {}, { rawPath: '/' }, { rawPath: 1, requestContext: { http: { method: 'GET' } } }]) {
      expect(() => respondRequest(event)).toThrow()
    }
    const request = from({})
    expect(isAllowed(request)).toBe(true)
    expect(isAllowed({ ...request })).toBe(false)
    expect(isAllowed(undefined)).toBe(false)
  })

  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, true],
    [{ 'sec-fetch-site': 'same-site' }, true],
    [{ 'sec-fetch-site': '' }, true],
    // The newer header is believed before the older one.
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://survey.example' }, true],
    [{ origin: 'https://survey.example' }, false],
    [{ origin: 'https://SURVEY.example' }, false],
    [{ origin: 'https://evil.example' }, true],
    [{ origin: 'https://survey.example.evil.example' }, true],
    [{ origin: 'https://survey.example:8443' }, true],
    [{ origin: 'not an origin' }, true],
    [{ origin: 'null' }, true],
    [{ origin: 'null', cookie: `__Host-visit=${VISIT}` }, false],
    [{ origin: 'null', cookie: 'other=1' }, true],
    [{}, false],
  ])('knows whether another site made the browser ask, and not which: %j', (headers, expected) => {
    const request = from({ method: 'POST', headers: { host: 'survey.example', ...headers } })
    expect(request.isFromElsewhere).toBe(expected)
    expect(JSON.stringify(request)).not.toMatch(/evil|cross-site/)
  })

  it('knows its own forms by the name that people see, where it is told another one: behind CloudFront', () => {
    const ask = (origin: string) =>
      respondRequest(
        eventOf({ method: 'POST', url: new URL('https://api.example/'), headers: { host: 'api.example', origin } }),
        'survey.example',
      )

    expect(ask('https://survey.example').isFromElsewhere).toBe(false)
    expect(ask('https://evil.example').isFromElsewhere).toBe(true)
    expect(ask('https://survey.example.evil.example').isFromElsewhere).toBe(true)
  })

  it.each([
    ['HEAD', {}, { method: 'GET', isHead: true, isLook: true }],
    ['GET', {}, { method: 'GET', isHead: false, isLook: false }],
    ['GET', { 'sec-purpose': 'prefetch' }, { method: 'GET', isHead: false, isLook: true }],
    ['GET', { 'sec-purpose': 'prefetch;prerender' }, { method: 'GET', isHead: false, isLook: true }],
    ['GET', { 'sec-purpose': '' }, { method: 'GET', isHead: false, isLook: false }],
  ])('knows who only looks: %s with %j', (method, headers, expected) => {
    const event = eventOf({ method: 'GET', url: new URL('https://survey.example/'), headers })
    expect(respondRequest({ ...event, requestContext: { http: { method } } })).toMatchObject(expected)
  })

  it('takes any other method for one of no page', () => {
    const event = eventOf({ method: 'GET', url: new URL('https://survey.example/') })
    expect(respondRequest({ ...event, requestContext: { http: { method: 'DELETE' } } }).method).toBe('other')
  })
})
