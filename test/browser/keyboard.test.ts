import type { CDPSession, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { inBrowser, theTour } from './here.ts'

const MOST_PAGES = 60
const MOST_STOPS = 60
const KB = 1024

const here = inBrowser(theTour)

type Focused = {
  readonly tag: string
  readonly type: string
  readonly text: string
  readonly isMain: boolean
  readonly isSecond: boolean
  readonly isFind: boolean
}

const FOCUSED = `(() => {
  const now = document.activeElement
  return { tag: now.localName, type: now.type ?? '', text: now.textContent, isMain: !!now.closest('main'), isSecond: now.matches('.second, .plain'), isFind: !!now.closest('.find') }
})()`

/** Moves on by the tab key until the focus is on something wanted; false when the page has no more stops. */
async function tabTo(page: Page, isWanted: (focused: Focused) => boolean): Promise<boolean> {
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate<Focused>(FOCUSED)
    if (focused.tag === 'body') return false
    if (isWanted(focused)) return true
  }
  return false
}

const isGoOn = ({ tag, isMain, isSecond }: Focused) => tag === 'button' && isMain && !isSecond
/** The box that searches a long list is passed over: the list has its circles too. */
const isField = ({ isMain, isFind, type }: Focused) => isMain && !isFind && /^(radio|checkbox|text|textarea)$/.test(type)

/** Answers the page as hands on a keyboard do: a radio or box with Space, an arrow for another, words typed; then Enter on Continue. */
async function answer(page: Page): Promise<void> {
  if (await tabTo(page, (focused) => isField(focused) || isGoOn(focused))) {
    const { type, tag } = await page.evaluate<Focused>(FOCUSED)
    if (type === 'radio') {
      await page.keyboard.press('Space')
      await page.keyboard.press('ArrowDown')
    } else if (type === 'checkbox') await page.keyboard.press('Space')
    else if (tag !== 'button') await page.keyboard.type('20')
    if (tag !== 'button') await tabTo(page, isGoOn)
  }
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
}

type Weight = { bytes: number; requests: number }

/** Bytes on the wire and requests of each page, as the browser's own network log has them. */
async function weighing(session: CDPSession): Promise<Map<string, Weight>> {
  const pages = new Map<string, Weight>()
  let now: Weight = { bytes: 0, requests: 0 }
  await session.send('Network.enable')
  session.on('Network.requestWillBeSent', ({ type, request, redirectResponse }) => {
    if (redirectResponse) now.bytes += redirectResponse.encodedDataLength
    if (type === 'Document' && !redirectResponse) {
      now = { bytes: 0, requests: 0 }
      pages.set(`${pages.size} ${request.method} ${new URL(request.url).pathname}`, now)
    }
    if (!redirectResponse) now.requests++
  })
  session.on('Network.requestServedFromCache', () => {
    now.requests--
  })
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    now.bytes += encodedDataLength
  })
  return pages
}

describe('a visit by keyboard alone', () => {
  it.each([
    { language: 'en', thanks: 'Thank you. Your answers are in.' },
    { language: 'ar', thanks: 'شكرًا لكم. وصلت إجاباتكم.' },
  ] as const)(
    'goes from the link to a receipt, in pages of two requests and 14 KB at most, 150 KB in all (RX-02, RX-03, RX-05, RX-11; $language)',
    async ({ language, thanks }) => {
      const { running, chromium, survey } = here()
      const context = await chromium.newContext({ viewport: { width: 390, height: 844 } })
      const page = await context.newPage()
      const pages = await weighing(await context.newCDPSession(page))
      await page.goto(`${running.origin.origin}/s/${linkOf(survey.id)}?lang=${language}`)
      const { start } = await loadWords(language)
      await tabTo(page, ({ tag, text }) => tag === 'a' && text.trim() === start.begin)
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])

      // Consent: yes to the first question, the box that is needed, and on.
      await tabTo(page, isField)
      await page.keyboard.press('Space')
      await tabTo(page, ({ type }) => type === 'checkbox')
      await page.keyboard.press('Space')
      await tabTo(page, isGoOn)
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])

      for (let count = 0; count < MOST_PAGES && !(await page.locator('.code').count()); count++) await answer(page)
      expect(await page.locator('h1').textContent()).toBe(thanks)

      const weights = [...pages.values()]
      expect(weights.length).toBeGreaterThan(15)
      expect([...pages].filter(([, { requests }]) => requests > 2)).toEqual([])
      expect(weights[0]?.requests).toBe(1)
      expect(Math.max(...weights.map(({ bytes }) => bytes))).toBeLessThanOrEqual(14 * KB)
      expect(weights.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(150 * KB)
      await context.close()
    },
  )
})
