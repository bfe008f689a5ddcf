import type { Send } from '#cli/simulate/connection.ts'

/** Things about a person and their device that requests carry and nobody may keep. Each lies nowhere else in the world. */
export const PLANTED = {
  address: '203.0.113.77',
  longAddress: '2001:db8:77:c0de::5eed',
  agent: 'CanaryAgent/7.31 (Serinus canaria)',
  referrer: 'https://canary-referrer.example/ward/nine',
  cookie: 'canary-cookie-5b1f0e',
  language: 'qaa-canarytongue',
  query: 'utm-canary-9d2c44',
  device: 'device-canary-1a7e63',
  field: 'field-canary-33b8d1',
  path: 'path-canary-7c2e',
} as const

/** The words of a person. */
export const WORDS = 'The canary sang under the blue stairs at noon, and Ludmila Kobayashi heard it.'

/** Sends every request as a talkative browser behind talkative proxies would: with all of it, in all the usual places. */
export function planting(send: Send): Send {
  return (request) => {
    const url = new URL(request.url)
    url.searchParams.append('utm_source', PLANTED.query)
    return send({
      ...request,
      url,
      headers: {
        ...request.headers,
        'x-forwarded-for': `${PLANTED.address}, ${PLANTED.longAddress}`,
        forwarded: `for=${PLANTED.address};by="[${PLANTED.longAddress}]"`,
        'cf-connecting-ip': PLANTED.address,
        'x-real-ip': PLANTED.address,
        via: `1.1 ${PLANTED.address}`,
        'user-agent': PLANTED.agent,
        'sec-ch-ua': PLANTED.agent,
        referer: PLANTED.referrer,
        // Whose form it was is known from the first; what the second says is kept nowhere.
        'sec-fetch-site': 'same-origin',
        origin: PLANTED.referrer,
        'accept-language': `${PLANTED.language}, en;q=0.5`,
        'x-device-id': PLANTED.device,
        etag: PLANTED.device,
        cookie: [request.headers.cookie, `tracker=${PLANTED.cookie}`].filter(Boolean).join('; '),
      },
      ...(request.body === undefined ? {} : { body: `${request.body}&device=${PLANTED.field}&${PLANTED.field}=1` }),
    })
  }
}

/** Requests that go wrong, in every way we could think of: an error must not say what it was about either. */
export function badRequests(origin: URL, link: string): Parameters<Send>[0][] {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const post = (path: string, body: string, headers: Record<string, string> = form) => ({
    method: 'POST' as const,
    url: new URL(path, origin),
    headers,
    body,
  })
  const get = (path: string, headers: Record<string, string> = {}) => ({ method: 'GET' as const, url: new URL(path, origin), headers })
  const words = encodeURIComponent(WORDS)
  return [
    get(`/${PLANTED.path}`),
    get(`/s/${PLANTED.path}`),
    get(`/s/${link}/999999`),
    get(`/s/${link}/${words}`),
    get(`/s/${link}/all?lang=${words}`),
    get(`/s/${link}/check`, { cookie: `__Host-visit=${PLANTED.cookie}` }),
    get(`/s/${link}/check`, { cookie: `__Host-visit=${'A'.repeat(64)}` }),
    get('/', { 'x-long': PLANTED.device.repeat(1000) }),
    post(`/s/${link}/all`, `_adult=yes&bh15=${words}`),
    post(`/s/${link}/all`, `bh15=${words.repeat(100)}`),
    post(`/s/${link}/all`, `bh15=${words.repeat(2000)}`),
    post(`/s/${link}/all`, JSON.stringify({ bh15: WORDS }), { 'content-type': 'application/json' }),
    post(`/s/${link}/all`, WORDS, { 'content-type': `text/plain; note=${PLANTED.field}` }),
    post(`/s/${link}/all`, `%ZZ=${words}&%=%`, form),
    post(`/s/${link}/consent`, `_text=${words}&_adult=${words}&_purpose=${words}`),
    post(`/s/${link}/3`, `bh03=${words}`),
    post(`/s/${link}/send`, `x=${words}`),
    post(`/${PLANTED.path}`, `x=${words}`),
    post('/withdraw', `_code=${words}`),
    post('/withdraw', '_code=7K2M-QX4D-9TBC-0EFG-V'),
  ]
}
