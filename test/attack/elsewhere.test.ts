import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Browser as PlainBrowser } from '#cli/simulate/browser.ts'
import { connectTo } from '#cli/simulate/connection.ts'
import { encodeForm, fillForm } from '#cli/simulate/fill-form.ts'
import { COOKIES } from '#functions/respond/visit-cookies.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { launchChromium } from '#test/browser/chromium.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { section, single, surveyOf, text } from '#test/unit/respond/helpers/surveys.ts'
import { readDatabase } from './tables.ts'

const survey = surveyOf([section('a', [single('one', ['heron', 'gull']), text('words')])])
const link = linkOf(survey.id)
const AGREES = { _adult: ['yes'], _purpose: ['aggregate', 'quote', 'future_reuse'] }

/** A page that does one thing to anybody who opens it. */
type Trap = {
  readonly name: string
  readonly html: (origin: string) => string | Promise<string>
  /** A browser may decline to do it by itself. */
  readonly mayDecline?: true
}

const posting = (action: string, body: string, more = '') =>
  `<form method="post" action="${action}" ${more}>${[...new URLSearchParams(body)]
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
    .join('')}</form><script>document.forms[0].submit()</script>`

/** The whole form as anybody can fetch it, its number made by us, filled in with what the attacker wants. */
async function filledOnePage(origin: string): Promise<string> {
  const connection = connectTo(new URL(origin), 1)
  const browser = new PlainBrowser({ origin: new URL(origin), send: connection.send, now: () => new Date() })
  const { page } = await browser.open(`/s/${link}/all`)
  connection.close()
  const form = page.forms.find(({ action }) => action.endsWith('/all'))
  if (!form) throw new Error('there is no form')
  return encodeForm(fillForm(form, { ...AGREES, one: ['gull'] }), undefined)
}

async function consentText(origin: string): Promise<string> {
  return new URLSearchParams(await filledOnePage(origin)).get('_text') ?? ''
}

const TRAPS: Trap[] = [
  {
    name: 'posts consent with every purpose ticked, to replace the visit',
    html: async (origin) =>
      posting(`${origin}/s/${link}/consent`, `_text=${await consentText(origin)}&_adult=yes&_purpose=aggregate&_purpose=quote`),
  },
  { name: 'posts a no to taking part', html: (origin) => posting(`${origin}/s/${link}/consent`, '_go=decline') },
  { name: 'posts an answer', html: (origin) => posting(`${origin}/s/${link}/1`, 'one=gull') },
  { name: 'sends the visit as it is', html: (origin) => posting(`${origin}/s/${link}/send`, 'x=1') },
  { name: 'stops the visit', html: (origin) => posting(`${origin}/s/${link}/stop`, 'x=1') },
  { name: 'posts a whole response', html: async (origin) => posting(`${origin}/s/${link}/all`, await filledOnePage(origin)) },
  { name: 'takes back with a code', html: (origin) => posting(`${origin}/withdraw`, '_code=7K2M-QX4D-9TBC-0EFG-V&_go=everything') },
  {
    name: 'posts from a frame without an origin',
    mayDecline: true,
    html: (origin) => `<iframe sandbox="allow-scripts allow-forms" srcdoc='${posting(`${origin}/s/${link}/stop`, 'x=1')}'></iframe>`,
  },
  { name: 'leads to /leave', html: (origin) => `<script>location.href = '${origin}/leave'</script>` },
  {
    name: 'loads /leave as a picture and in a frame',
    html: (origin) => `<img src="${origin}/leave"><iframe src="${origin}/leave"></iframe>`,
  },
  {
    name: 'asks for /leave by script',
    html: (origin) => `<script>fetch('${origin}/leave', { mode: 'no-cors', credentials: 'include' })</script>`,
  },
  {
    name: 'posts a form by script',
    html: (origin) =>
      `<script>fetch('${origin}/s/${link}/stop', { method: 'POST', mode: 'no-cors', credentials: 'include', body: new URLSearchParams('x=1') })</script>`,
  },
  {
    name: 'has the browser fetch /leave ahead',
    mayDecline: true,
    html: (origin) =>
      `<link rel="prefetch" href="${origin}/leave"><script type="speculationrules">{"prefetch":[{"urls":["${origin}/leave"]}]}</script>`,
  },
]

describe('a page of another site, opened by somebody in the middle of a survey', () => {
  let running: Running
  let chromium: Browser
  let hostile: Server
  let port = 0
  beforeAll(async () => {
    ;[running, chromium] = await Promise.all([
      runDeployment([survey]),
      launchChromium(['--host-resolver-rules=MAP www.wikipedia.org ~NOTFOUND']),
    ])
    hostile = createServer(async ({ url = '/' }, response) => {
      const trap = TRAPS[Number(url.slice(1))]
      response.writeHead(200, { 'content-type': 'text/html' }).end(await trap?.html(running.origin.origin))
    }).listen(0, '127.0.0.1')
    await once(hostile, 'listening')
    const address = hostile.address()
    port = typeof address === 'object' && address ? address.port : 0
  })
  afterAll(async () => {
    await chromium?.close()
    hostile?.close()
    await running?.remove()
  })

  async function inTheMiddle(): Promise<{ context: BrowserContext; page: Page; cookie: string }> {
    const context = await chromium.newContext()
    const page = await context.newPage()
    await page.goto(`${running.origin.origin}/s/${link}/consent`)
    await page.getByRole('radio', { name: 'Yes', exact: true }).check()
    await page.getByRole('checkbox', { name: /needed to take part/ }).check()
    await page.getByRole('button', { name: 'I agree and want to start' }).click()
    await page.getByRole('radio').first().check()
    await page.locator('main').getByRole('button', { name: 'Continue' }).click()
    return { context, page, cookie: await visitCookie(context) }
  }

  async function visitCookie(context: BrowserContext): Promise<string> {
    return (await context.cookies(running.origin.origin)).find(({ name }) => name === COOKIES.visit.name)?.value ?? 'none'
  }

  // Another site altogether, and one that counts as the same site, whose requests carry our cookies: another port of this machine.
  const sites = { 'another site': 'localhost', 'another program on the same machine': '127.0.0.1' }
  const visits = new Map<string, Awaited<ReturnType<typeof inTheMiddle>>>()
  const attacks = TRAPS.flatMap(({ name, mayDecline }, index) =>
    Object.entries(sites).map(([site, host]) => ({ name, mayDecline, index, site, host })),
  )

  it.each(attacks)('$name: nothing is begun, changed, sent, deleted or ended, from $site', async ({ mayDecline, index, host }) => {
    // One visit for all that is tried from a site: none of it may change anything.
    const visit = visits.get(host) ?? (await inTheMiddle())
    visits.set(host, visit)
    const { context, page, cookie } = visit
    const trap = await context.newPage()
    const asked: string[] = []
    const isOurs = (url: string) => url.startsWith(running.origin.origin) && !url.includes('/file/')
    trap.on('response', (response) => {
      if (isOurs(response.url())) asked.push(`${response.request().method()} ${response.status()}`)
    })
    // It gets as far as our door, where the browser does it at all.
    const reaching = mayDecline ? undefined : trap.waitForRequest((request) => isOurs(request.url()))
    await trap.goto(`http://${host}:${port}/${index}`).catch(() => {})
    const request = await reaching
    await request?.response().catch(() => null)
    await trap.waitForLoadState().catch(() => {})
    for (const each of asked) expect(each).toMatch(/^(POST 403|GET (303|503))$/)
    const said = await trap.locator('body').textContent()
    expect(said).not.toMatch(/Your answers are (in|deleted)|is now deleted/)
    expect(await visitCookie(context)).toBe(cookie)
    await page.goto(`${running.origin.origin}/s/${link}/check`)
    expect(await page.locator('main').textContent()).toContain('Option heron (en)')
    await trap.close()
  })

  it('has left nothing in any table but the visits that people began themselves', async () => {
    for (const { context } of visits.values()) await context.close()
    await running.stop()
    const items = await readDatabase(join(running.dataDir, 'database'))
    const count = (name: string) => items.filter(({ table }) => table === name).length
    expect({
      drafts: count('drafts'),
      responses: count('responses'),
      stories: count('stories'),
      withdrawals: count('withdrawals'),
    }).toEqual({
      drafts: Object.keys(sites).length,
      responses: 0,
      stories: 0,
      withdrawals: 0,
    })
  })
})

describe('a machine that asks for what no browser would', () => {
  let running: Running
  beforeAll(async () => {
    running = await runDeployment([survey])
  })
  afterAll(() => running?.remove())

  it('writes nothing with 1,500 invented cookies', async () => {
    const made = (index: number) => Buffer.alloc(48, `invented ${index} `).toString('base64url')
    const ask = (path: string, index: number, method = 'GET') =>
      fetch(`${running.origin.origin}${path}`, {
        method,
        redirect: 'manual',
        headers: { cookie: `__Host-visit=${made(index)}; __Host-form=${made(index)}` },
        ...(method === 'POST' ? { body: new URLSearchParams('x=1') } : {}),
      })
    for (let at = 0; at < 1500; at += 50) {
      const batch = Array.from({ length: 50 }, (_, index) => ask('/leave', at + index))
      for (const { status } of await Promise.all(batch)) expect(status).toBe(303)
    }
    for (let index = 0; index < 50; index++) await ask(`/s/${link}/${index % 2 ? 'stop' : 'send'}`, index, 'POST')
    await running.stop()
    const items = await readDatabase(join(running.dataDir, 'database'))
    expect(items.filter(({ table }) => table !== 'community')).toEqual([])
  })
})

describe('a HEAD over a real connection', () => {
  let running: Running
  beforeAll(async () => {
    running = await runDeployment([survey])
  })
  afterAll(() => running?.remove())

  it('is answered as a GET without a body, on every page', async () => {
    const pages = ['', '/consent', '/all', '/1', '/check', '/send', '/receipt', '/cookies', '/support', '/stopped'].map(
      (each) => `/s/${link}${each}`,
    )
    for (const path of ['/', '/support', '/withdraw', '/leave', '/nowhere', ...pages]) {
      const [get, head] = await Promise.all(
        ['GET', 'HEAD'].map((method) => fetch(`${running.origin.origin}${path}`, { method, redirect: 'manual' })),
      )
      const headers = (response: Response | undefined) =>
        Object.fromEntries(
          [...(response?.headers ?? [])].filter(
            ([name]) => !['content-length', 'connection', 'keep-alive', 'date', 'set-cookie', 'clear-site-data'].includes(name),
          ),
        )
      expect([path, head?.status, await head?.text()]).toEqual([path, get?.status, ''])
      expect(headers(head)).toEqual(headers(get))
      expect(head?.headers.getSetCookie()).toEqual([])
    }
  })
})
