import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Shown } from '#cli/simulate/browser.ts'
import { encryptDraft } from '#shared/response/draft.ts'
import { visitOf } from '#shared/response/secret.ts'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import { fullSurvey } from './helpers/surveys.ts'
import { begin, goOn, press, receiptOn, townWith } from './helpers/town.ts'

const survey = fullSurvey()
const link = linkOf(survey.id)
const HOUR = 60 * 60 * 1000

afterEach(() => {
  vi.useRealTimers()
})

async function begun() {
  const town = await townWith(survey)
  const browser = town.browser()
  const shown = await goOn(browser, await begin(browser, survey), '/10', { words: ['Private words'] })
  return { town, browser, shown }
}

describe('leaving (RX-16)', () => {
  it('goes to a neutral site, deletes the draft, clears the cookie and what the browser kept', async () => {
    const { town, browser } = await begun()
    const away = await browser.open('/leave')
    expect([away.status, away.url.href]).toEqual([303, 'https://www.wikipedia.org/'])
    expect(town.counts().drafts).toBe(0)
    expect(browser.cookieNames()).toEqual([])
    expect(town.results.at(-1)?.headers).toMatchObject({
      'clear-site-data': '"cache", "cookies", "storage"',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    })
    const back = await browser.open(`/s/${link}/9`)
    expect(back.url.pathname).toBe(`/s/${link}`)
    expect(back.page.text).not.toContain('Private words')
  })

  it('goes away all the same when the store fails, and does not wait for one that hangs', async () => {
    for (const broken of [async () => Promise.reject(new Error('no answer')), () => new Promise<never>(() => {})]) {
      const { town, browser } = await begun()
      town.memory.drafts.removeUnchanged = broken
      vi.useFakeTimers()
      const leaving = browser.open('/leave')
      await vi.advanceTimersByTimeAsync(1000)
      expect((await leaving).status).toBe(303)
      vi.useRealTimers()
      expect(browser.cookieNames()).toEqual([])
    }
  })

  it('works for someone who has not begun', async () => {
    const town = await townWith(survey)
    expect((await town.browser().open('/leave')).url.href).toBe('https://www.wikipedia.org/')
  })

  it('is the first link after the skip link on every page, and support is on every page too', async () => {
    const { browser, shown } = await begun()
    const pages = [
      shown,
      ...(await Promise.all(
        ['/', `/s/${link}`, `/s/${link}/consent`, `/s/${link}/check`, `/s/${link}/send`, `/s/${link}/all`, '/withdraw', '/support'].map(
          (path) => browser.open(path),
        ),
      )),
    ]
    for (const { page, url } of pages) {
      expect(page.links.slice(0, 2), url.pathname).toEqual(['#main', '/leave'])
      const buttons = page.forms.flatMap((form) => form.submits.filter(({ value }) => value === 'support'))
      const links = page.links.filter((href) => /\/support(\/|$)/.test(href))
      expect(links.length + buttons.length, url.pathname).toBeGreaterThanOrEqual(1)
    }
  })
})

describe('stopping (RX-21)', () => {
  it('deletes the draft at once, from any page', async () => {
    const { town, browser, shown } = await begun()
    const stopped = await press(browser, shown, {}, 'Stop and delete my answers')
    expect(stopped.page.text).toContain('Your answers are deleted')
    expect(town.counts()).toEqual({ drafts: 0, responses: 0, stories: 0 })
    expect(browser.cookieNames()).toEqual(['__Host-page'])
  })

  it('also deletes what a Send that did not finish has stored', async () => {
    for (const [moment, call] of [
      ['before', 'responses.store'],
      ['after', 'responses.store'],
      ['before', 'drafts.removeUnchanged'],
    ] as const) {
      const { town, browser, shown } = await begun()
      const ready = await goOn(browser, shown, '/send')
      town.memory[moment] = (each) => {
        if (each === call) throw new Error('no answer')
      }
      const sent = await press(browser, ready)
      town.memory[moment] = () => {}
      if (sent.status === 200) continue
      await press(browser, sent, {}, 'Stop and delete my answers')
      expect(town.counts(), `${moment} ${call}`).toMatchObject({ responses: 0, stories: 0 })
    }
  })

  it('leaves no words of a Send that did not finish when the browser goes on to another survey', async () => {
    const other = fullSurvey({ id: 'other-survey' })
    const town = await townWith(survey, other)
    const browser = town.browser()
    const ready = await goOn(browser, await begin(browser, survey), '/send', { words: ['Private words'] })
    town.memory.before = (call) => {
      if (call === 'responses.store') throw new Error('no answer')
    }
    expect((await press(browser, ready)).status).toBe(503)
    town.memory.before = () => {}
    expect(town.counts()).toEqual({ drafts: 1, responses: 0, stories: 1 })

    receiptOn(await press(browser, await goOn(browser, await begin(browser, other), '/send')))

    expect(town.counts()).toMatchObject({ responses: 1, stories: 0 })
  })

  it('works when the survey was closed meanwhile', async () => {
    const { town, browser, shown } = await begun()
    await town.memory.community.shut(link, 'closed')
    await press(browser, shown, {}, 'Stop and delete my answers')
    expect(town.counts().drafts).toBe(0)
  })
})

describe('a draft', () => {
  it('is there after 23 hours and gone after 24, and its expiry is a full hour', async () => {
    const { town, browser } = await begun()
    const [draft] = [...town.memory.kept.drafts.values()]
    // Begun at 10:20:30 on 4 March 2026 (UTC); 10:00:00 a day later.
    expect(draft?.expires).toBe(Date.UTC(2026, 2, 5, 10) / 1000)
    town.clock.now = new Date(town.clock.now.getTime() + 23 * HOUR)
    expect(entered(await browser.open(`/s/${link}/9`))).toBe('Private words')
    town.clock.now = new Date(town.clock.now.getTime() + HOUR)
    expect((await browser.open(`/s/${link}/9`)).url.pathname).toBe(`/s/${link}`)
  })

  it('opens for nobody else: not with another secret, not when another draft lies at its place', async () => {
    const { town, browser } = await begun()
    const stranger = town.browser()
    expect((await stranger.open(`/s/${link}/9`)).page.text).not.toContain('Private words')

    const [id] = [...town.memory.kept.drafts.keys()]
    const own = visitOf(new Uint8Array(32).fill(9))
    const foreign = { survey: versionOf(survey).hash, language: 'en', adult: true, answers: {}, skippedSections: [] }
    const ciphertext = encryptDraft(foreign, own.draftKey, { id: own.draftId, revision: 9 }, new Uint8Array(12))
    town.memory.kept.drafts.set(id ?? '', { id: Buffer.from(id ?? '', 'hex'), ciphertext, revision: 9, expires: 4_000_000_000 })
    expect((await browser.open(`/s/${link}/9`)).url.pathname).toBe(`/s/${link}`)
  })

  it('is one a browser: beginning another survey deletes the first', async () => {
    const other = fullSurvey({ id: 'other' })
    const { town, browser } = await begun()
    await town.open(other)
    expect((await browser.open(`/s/${linkOf(other.id)}/1`)).url.pathname).toBe(`/s/${linkOf(other.id)}`)
    const first = await begin(browser, other)
    expect(town.counts().drafts).toBe(1)
    receiptOn(await press(browser, await goOn(browser, first, '/send')))
    expect([...town.memory.kept.responses.keys()][0]).toMatch(/^other /)
  })
})

function entered(shown: Shown): string | undefined {
  return shown.page.forms[0]?.controls.find(({ name }) => name === 'words')?.value
}
