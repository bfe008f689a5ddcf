import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { launchChromium } from './chromium.ts'
import { inBrowser, theTour } from './here.ts'
import { agree } from './tour.ts'

const NEUTRAL = 'https://www.wikipedia.org/'
const PRIVATE = 'Words that nobody else may see'

const here = inBrowser(theTour, { launch: launchChromium })

/** A visit with one answer, and a neutral site that is ours for the test. */
async function inTheMiddle(language: 'en' | 'ar' = 'en'): Promise<{ context: BrowserContext; page: Page; at: string }> {
  const { running, chromium, survey } = here()
  const words = await loadWords(language)
  const context = await chromium.newContext({ viewport: { width: 390, height: 844 } })
  await context.route(`${NEUTRAL}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>A neutral page</h1>' }))
  const page = await context.newPage()
  await agree({ page, running, survey, language })
  await page.locator('main').getByRole('button', { name: words.goOn, exact: true }).click()
  // The script comes after the page.
  await page.locator('[role=status]').waitFor({ state: 'attached' })
  return { context, page, at: page.url() }
}

async function pressShift(page: Page, times: number): Promise<void> {
  for (let pressed = 0; pressed < times; pressed++) await page.keyboard.press('Shift')
}

describe('leaving with JavaScript (RX-16)', () => {
  it.each([
    { language: 'en', left: ['To leave, press Shift two more times.', 'To leave, press Shift once more.'] },
    { language: 'ar', left: ['للمغادرة، اضغطوا مفتاح Shift مرتين أخريين.', 'للمغادرة، اضغطوا مفتاح Shift مرة أخرى.'] },
  ] as const)('takes three presses of Shift, and says after each how many are left ($language)', async ({ language, left }) => {
    const { context, page, at } = await inTheMiddle(language)
    const said = page.locator('[role=status]')
    await pressShift(page, 1)
    expect(await said.textContent()).toBe(left[0])
    await pressShift(page, 1)
    expect(await said.textContent()).toBe(left[1])
    expect(page.url()).toBe(at)
    const away = page.waitForRequest(NEUTRAL)
    await pressShift(page, 1)
    await away
    expect(await context.cookies()).toEqual([])
    await context.close()
  })

  it.each(['en', 'ar'] as const)('leaves no page to come back to: it takes the place of the page in the history (%s)', async (language) => {
    const { context, page, at } = await inTheMiddle(language)
    const { leave } = await loadWords(language)
    await page.getByRole('radio').first().check()
    await page.getByRole('link', { name: leave }).click()
    await page.waitForURL(NEUTRAL)
    await page.goBack()
    expect(page.url()).not.toBe(at)
    expect(await page.getByRole('radio').count()).toBe(0)
    await page.goto(at)
    expect(page.url()).toContain(`/s/${linkOf(here().survey.id)}`)
    expect(page.url()).not.toBe(at)
    await context.close()
  })

  it('blanks the page before anything answers', async () => {
    const { context, page } = await inTheMiddle()
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    await context.route('**/leave', async (route) => {
      await answered
      await route.continue()
    })
    // A page that is being left answers no questions, so it tells by itself.
    await page.evaluate(`new MutationObserver(() =>
      console.log('shown: ' + (document.querySelector('main').offsetHeight + document.querySelector('header').offsetHeight))
    ).observe(document.body, { attributes: true })`)
    const told = page.waitForEvent('console')
    await page.getByRole('link', { name: 'Leave this site' }).click({ noWaitAfter: true })
    expect((await told).text()).toBe('shown: 0')
    const away = page.waitForRequest(NEUTRAL)
    answer()
    await away
    await context.close()
  })

  it('begins anew after five seconds, another key, or a switch of the keyboard; Escape and capitals do nothing', async () => {
    const { context, page, at } = await inTheMiddle()
    await page.clock.install()
    await page.reload()
    await page.locator('[role=status]').waitFor({ state: 'attached' })
    await pressShift(page, 2)
    await page.clock.runFor(5_000)
    expect(await page.locator('[role=status]').textContent()).toBe('Shift was not pressed again. You are still here.')
    await pressShift(page, 2)
    await page.keyboard.press('a')
    await pressShift(page, 2)
    for (let times = 0; times < 4; times++) {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Shift+A')
      await page.keyboard.press('Alt+Shift')
      await page.keyboard.press('Shift+Alt')
    }
    await page.clock.runFor(10_000)
    expect(page.url()).toBe(at)
    expect(await page.locator('main').isVisible()).toBe(true)
    await context.close()
  })
})

describe('leaving the one-page form without JavaScript (RX-16)', () => {
  it('brings nothing back that was written', async () => {
    const { running, chromium, survey } = here()
    const context = await chromium.newContext({ javaScriptEnabled: false })
    await context.route(`${NEUTRAL}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>A neutral page</h1>' }))
    const page = await context.newPage()
    await page.goto(`${running.origin.origin}/s/${linkOf(survey.id)}/all`)
    await page.locator('textarea').last().fill(PRIVATE)
    await page.getByRole('radio').first().check()
    await page.getByRole('link', { name: 'Leave this site' }).click()
    await page.waitForURL(NEUTRAL)
    await page.goBack()
    expect(await page.locator('textarea').last().inputValue()).toBe('')
    expect(await page.getByRole('radio').first().isChecked()).toBe(false)
    await context.close()
  })
})
