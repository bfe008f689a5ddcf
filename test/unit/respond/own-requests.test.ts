import { describe, expect, it } from 'vitest'
import { readSecret, signSecret } from '#functions/respond/visit-cookies.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { fullSurvey } from './helpers/surveys.ts'
import { AGREES, begin, eventOf, PEPPER, press, receiptOn, type Town, textOf, townWith, visitCookieOf } from './helpers/town.ts'

const survey = fullSurvey()
const link = linkOf(survey.id)
const ORIGIN = 'https://survey.example'
const CROSS = { 'sec-fetch-site': 'cross-site' }

type Asked = { method?: string; path: string; cookie?: string | undefined; headers?: Record<string, string>; body?: string }

function ask(town: Town, { method = 'GET', path, cookie, headers = {}, body }: Asked) {
  const sent = { ...headers, ...(cookie ? { cookie } : {}), ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) }
  const event = eventOf({ method: 'GET', url: new URL(path, ORIGIN), headers: sent, ...(body ? { body } : {}) })
  return town.call({ ...event, requestContext: { http: { method } } })
}

async function begun() {
  const town = await townWith(survey)
  const browser = town.browser()
  await begin(browser, survey)
  return { town, browser, cookie: visitCookieOf(town) }
}

describe('a form that another site posts', () => {
  it('is refused with a page, before any store is asked, whatever it holds', async () => {
    const { town, cookie } = await begun()
    const body = new URLSearchParams({ _adult: 'yes', _purpose: 'aggregate', _go: 'decline', _code: '7K2M-QX4D-9TBC-0EFG-V' }).toString()
    town.memory.calls.length = 0
    for (const path of ['consent', 'all', '1', 'check', 'check/1', 'send', 'stop', 'contact']
      .map((each) => `/s/${link}/${each}`)
      .concat('/withdraw')) {
      for (const headers of [CROSS, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example', host: 'survey.example' }]) {
        const refused = await ask(town, { method: 'POST', path, cookie, headers, body })
        expect([path, refused.statusCode, textOf(refused).includes('This came from another site')]).toEqual([path, 403, true])
        expect(refused.cookies).toEqual([])
      }
    }
    expect(town.memory.calls).toEqual([])
    expect(town.counts().drafts).toBe(1)
  })
})

describe('leaving and stopping', () => {
  it('end nothing for another site: not the draft, not the cookie, not what the browser keeps', async () => {
    const { town, cookie } = await begun()
    const led = await ask(town, { path: '/leave', cookie, headers: CROSS })
    expect([led.statusCode, led.headers.location, led.cookies]).toEqual([303, 'https://www.wikipedia.org/', []])
    expect(led.headers).not.toHaveProperty('clear-site-data')
    expect(town.counts().drafts).toBe(1)
  })

  it('say that something is deleted only where something was', async () => {
    const { town, browser, cookie } = await begun()
    const stop = { method: 'POST', path: `/s/${link}/stop`, body: 'x=1' }
    expect((await press(browser, await browser.open(`/s/${link}/1`), {}, 'Stop and delete my answers')).page.text).toContain(
      'Your answers are deleted',
    )
    for (const again of [cookie, undefined, `__Host-visit=${'A'.repeat(64)}`]) {
      const page = textOf(await town.follow(await ask(town, { ...stop, cookie: again })))
      expect(page).toContain('There is nothing here to delete')
      expect(page).not.toContain('Your answers are deleted')
    }
  })
})

describe('a cookie that was not made here', () => {
  it('reaches no store: nothing is written for it, and nothing is read', async () => {
    const town = await townWith(survey)
    // What names the survey is read for everybody.
    const ofVisits = () => town.memory.calls.filter((call) => !call.startsWith('community.'))
    const { secret, forged } = { secret: new Uint8Array(32).fill(9), forged: new Uint8Array(32).fill(4) }
    const cookies = [signSecret(secret, forged), Buffer.alloc(48, 7).toString('base64url'), `${signSecret(secret, PEPPER).slice(0, 63)}x`]
    for (const value of cookies) {
      const cookie = `__Host-visit=${value}`
      for (const path of ['/leave', `/s/${link}`, `/s/${link}/1`, `/s/${link}/check`, `/s/${link}/send`]) await ask(town, { path, cookie })
      for (const path of ['1', 'check', 'send', 'stop']) {
        await ask(town, { method: 'POST', path: `/s/${link}/${path}`, cookie, body: 'x=1' })
      }
    }
    expect(ofVisits()).toEqual([])
  })

  it('is known by one changed character', () => {
    const value = signSecret(new Uint8Array(32).fill(9), PEPPER)
    expect(readSecret(value, PEPPER)).toEqual(new Uint8Array(32).fill(9))
    for (const at of value.split('').keys()) {
      const changed = `${value.slice(0, at)}${value[at] === 'A' ? 'B' : 'A'}${value.slice(at + 1)}`
      expect(readSecret(changed, PEPPER)).toBeUndefined()
    }
    expect(readSecret(undefined, PEPPER)).toBeUndefined()
  })
})

describe('a one-page form with a number that was not made here', () => {
  it('is shown again with a number of ours, and what was entered', async () => {
    const town = await townWith(survey)
    const browser = town.browser()
    const shown = await browser.open(`/s/${link}/all`)
    const [form] = shown.page.forms
    if (!form) throw new Error('there is no form')
    const hour = Math.floor(town.clock.now.getTime() / 3_600_000)
      .toString(16)
      .padStart(8, '0')
    for (const nonce of ['00'.repeat(16), `${hour}${'00'.repeat(12)}`, `${hour}${'00'.repeat(28)}`, '']) {
      const controls = form.controls.map((control) => (control.name === '_nonce' ? { ...control, value: nonce } : control))
      const again = await press(
        browser,
        { ...shown, page: { ...shown.page, forms: [{ ...form, controls }] } },
        { ...AGREES, words: ['Kept words'] },
      )
      expect([nonce, again.status]).toEqual([nonce, 409])
      expect(again.page.forms[0]?.controls.find((control) => control.name === 'words')?.value).toBe('Kept words')
      expect(town.counts().responses).toBe(0)
      receiptOn(await press(browser, again, AGREES))
      town.memory.kept.responses.clear()
    }
  })
})

describe('a HEAD', () => {
  it('is answered as a GET without a body, on every page, and begins and ends nothing', async () => {
    const { town, cookie } = await begun()
    const paths = ['', '/consent', '/all', '/1', '/check', '/check/1', '/send', '/support', '/contact', '/nothing'].map(
      (each) => `/s/${link}${each}`,
    )
    for (const path of ['/', '/withdraw', '/support', '/nowhere', '/file/nothing', ...paths]) {
      const get = await ask(town, { path, cookie })
      const head = await ask(town, { method: 'HEAD', path, cookie })
      expect([path, head.statusCode, head.body]).toEqual([path, get.statusCode, ''])
      // The number of a one-page form differs, and nothing that a header tells.
      expect(head.headers).toEqual(get.headers)
      expect(head.cookies).toEqual([])
    }
    // Without a cookie a page with a form would set one, to see whether it comes back.
    expect((await ask(town, { path: `/s/${link}/all` })).cookies).toHaveLength(1)
    expect((await ask(town, { method: 'HEAD', path: `/s/${link}/all` })).cookies).toEqual([])
    const left = await ask(town, { method: 'HEAD', path: '/leave', cookie })
    expect([left.statusCode, left.headers.location, left.cookies, town.counts().drafts]).toEqual([303, 'https://www.wikipedia.org/', [], 1])
    expect(left.headers).not.toHaveProperty('clear-site-data')
  })
})

describe('a page that a browser fetches ahead', () => {
  it('begins and ends nothing, and is not kept where it would end something', async () => {
    const { town, cookie } = await begun()
    for (const headers of [{ 'sec-purpose': 'prefetch', 'sec-fetch-site': 'none' }, { 'sec-purpose': 'prefetch;prerender' }]) {
      const ahead = await ask(town, { path: '/leave', cookie, headers })
      // Chromium throws away what it fetched ahead when it failed, and asks again on the click.
      expect([ahead.statusCode, ahead.cookies, town.counts().drafts]).toEqual([503, [], 1])
      expect(ahead.headers).not.toHaveProperty('clear-site-data')
      for (const path of ['', '/1', '/check'])
        expect((await ask(town, { path: `/s/${link}${path}`, cookie, headers })).statusCode).toBe(200)
    }
    await ask(town, { path: '/leave', cookie })
    expect(town.counts().drafts).toBe(0)
  })
})
