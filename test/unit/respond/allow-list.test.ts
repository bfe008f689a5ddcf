import { describe, expect, it } from 'vitest'
import { type AllowedRequest, allowList, isAllowed, MAX_BODY_BYTES } from '#functions/respond/allow-list.ts'
import { eventOf } from './helpers/town.ts'

const VISIT = 'A'.repeat(43)

function from(request: { path?: string; method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string }): AllowedRequest {
  const { path = '/', method = 'GET', ...rest } = request
  return allowList(eventOf({ method, url: new URL(path, 'https://survey.example'), ...rest }))
}
const form = { 'content-type': 'application/x-www-form-urlencoded' }

describe('the allow-list', () => {
  it('keeps a method, a path, a language, our cookie, a form and an encoding, and nothing else at all', () => {
    const request = from({
      path: '/s/abc/3?lang=es&utm_source=poster',
      method: 'POST',
      headers: {
        ...form,
        cookie: `tracker=1; __Host-visit=${VISIT}; other=2`,
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
      visit: VISIT,
      body: { kind: 'form', fields: new URLSearchParams('a=1&a=2') },
      encoding: 'br',
    })
  })

  it.each([
    '__Host-visit=short',
    `__Host-visit=${'A'.repeat(44)}`,
    `__Host-visit=${'A'.repeat(42)}B`,
    `__Host-visit=${'A'.repeat(42)}!`,
    `__host-visit=${VISIT}`,
    `x__Host-visit=${VISIT}`,
    '__Host-visit',
    '=',
    '',
  ])('takes no other cookie and no other shape of it: %s', (cookie) => {
    expect(from({ headers: { cookie } })).not.toHaveProperty('visit')
  })

  it.each(['en<script>', '../en', 'EN', 'e', 'english language', ''])('takes no language that is not one: %j', (language) => {
    expect(from({ path: `/?lang=${encodeURIComponent(language)}` })).not.toHaveProperty('language')
  })

  it.each(['/%2e%2e/etc', '/a b', '/s/ä', `/${'x'.repeat(200)}`, '/s/x;y', '/a%3Fb'])('knows no such path: %s', (path) => {
    expect(allowList({ rawPath: path, requestContext: { http: { method: 'GET' } } }).path).toBe('/unknown')
  })

  it('takes a form of up to 128 KB, sent as text or as base64, and says of anything else only what it is', () => {
    const event = eventOf({ method: 'POST', url: new URL('https://survey.example/'), headers: form })
    const most = 'x'.repeat(MAX_BODY_BYTES)
    const base64 = (text: string) => ({ body: Buffer.from(text).toString('base64'), isBase64Encoded: true })
    expect(allowList({ ...event, body: most }).body.kind).toBe('form')
    expect(allowList({ ...event, ...base64(most) }).body.kind).toBe('form')
    expect(allowList({ ...event, body: `${most}x` }).body).toEqual({ kind: 'too large' })
    expect(allowList({ ...event, ...base64(`${most}x`) }).body).toEqual({ kind: 'too large' })
    // 10 MB of two-byte letters, and 10 MB that is not even a form.
    expect(allowList({ ...event, ...base64('é'.repeat(5_000_000)) }).body).toEqual({ kind: 'too large' })
    expect(allowList({ ...event, headers: {}, body: 'y'.repeat(10_000_000) }).body).toEqual({ kind: 'too large' })
    expect(allowList({ ...event, headers: { 'content-type': 'application/json' }, body: '{}' }).body).toEqual({ kind: 'not a form' })
    expect(allowList({ ...event, headers: {}, body: 'a=1' }).body).toEqual({ kind: 'not a form' })
    expect(allowList({ ...event, body: '' }).body).toEqual({ kind: 'none' })
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
      expect(() => allowList(event)).toThrow()
    }
    const request = from({})
    expect(isAllowed(request)).toBe(true)
    expect(isAllowed({ ...request })).toBe(false)
    expect(isAllowed(undefined)).toBe(false)
  })

  it('takes any other method for one of no page', () => {
    const event = eventOf({ method: 'GET', url: new URL('https://survey.example/') })
    expect(allowList({ ...event, requestContext: { http: { method: 'DELETE' } } }).method).toBe('other')
  })
})
