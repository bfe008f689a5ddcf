import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { en } from '#shared/pages/words/en.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { launchChromium } from './chromium.ts'
import { inBrowser, surveysNamed } from './here.ts'
import { beginIn, sendAndReadCode, WORDS, walkToSend } from './visit.ts'

const here = inBrowser(() => surveysNamed('being-heard', 'crisis-response'), { launch: launchChromium })

function the(index: number) {
  const { running, surveys } = here()
  const survey = surveys[index]
  if (!survey) throw new Error('no survey')
  return { running, survey }
}

/** A phone without JavaScript. */
function phone(): Promise<BrowserContext> {
  return here().chromium.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 568 } })
}

// Each survey in a language of its own: what differs between languages is in their words, and in the direction of writing.
describe.each([
  [0, 'en'],
  [1, 'ar'],
] as const)('a visit in Chromium without JavaScript, survey %i in %s', (index, language) => {
  it('goes from consent to a receipt, and from the receipt to withdrawal (RX-01)', async () => {
    const { running, survey } = the(index)
    const context = await phone()
    const page = await context.newPage()
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))

    const words = await loadWords(language)
    await beginIn(page, running.deployment.origin, survey, words)
    expect(
      (await context.cookies()).map(({ name, httpOnly, secure, sameSite, expires }) => ({ name, httpOnly, secure, sameSite, expires })),
    ).toEqual(['__Host-page', '__Host-visit'].map((name) => ({ name, httpOnly: true, secure: true, sameSite: 'Strict', expires: -1 })))
    const pages = await walkToSend(page, words)
    const code = await sendAndReadCode(page, words)
    expect(pages).toBeGreaterThan(15)
    expect(await namesOf(context)).toEqual(['__Host-page', '__Host-receipt'])
    expect(requests.filter((url) => !url.startsWith(running.deployment.origin))).toEqual([])

    // Back and forth shows nothing of it any more.
    await page.goBack()
    expect(await page.content()).not.toContain('Somebody who listened')
    await page.goto(`${running.deployment.origin}/s/${linkOf(survey.id)}/3`)
    expect(page.url()).toBe(`${running.deployment.origin}/s/${linkOf(survey.id)}`)

    await page.goto(`${page.url()}?lang=${language}`)
    await page.getByRole('link', { name: words.foot.withdraw }).click()
    await page.getByLabel(words.withdraw.code).fill(code.toLowerCase().replaceAll('-', ' '))
    await page.getByRole('button', { name: words.withdraw.everything }).click()
    expect(await page.locator('main').textContent()).toContain(words.withdraw.doneEverything)
    expect(running.failures).toEqual([])
    await context.close()
  })

  it('goes on one page, from the link to a receipt (RX-01)', async () => {
    const { running, survey } = the(index)
    const context = await phone()
    const page = await context.newPage()
    const words = await loadWords(language)
    await page.goto(`${running.deployment.origin}/s/${linkOf(survey.id)}?lang=${language}`)
    await page.getByRole('link', { name: words.start.all }).click()
    await page.getByRole('button', { name: words.send.button }).click()
    expect(await page.title()).toBe(words.errorPrefix + words.title(words.all.title))
    await page.getByRole('radio', { name: words.consent.yes, exact: true }).first().check()
    await page.getByRole('checkbox').first().check()
    await page.locator('textarea').fill(WORDS)
    await sendAndReadCode(page, words)
    expect(await namesOf(context)).toEqual(['__Host-page', '__Host-receipt'])
    await context.close()
  })
})

async function namesOf(context: BrowserContext): Promise<string[]> {
  return (await context.cookies()).map(({ name }) => name).toSorted()
}

describe('getting away', () => {
  const neutral = 'https://www.wikipedia.org/'

  async function inTheMiddle(): Promise<{ context: BrowserContext; page: Page; at: string }> {
    const context = await phone()
    await context.route(`${neutral}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>A neutral page</h1>' }))
    const page = await context.newPage()
    const { running, survey } = the(0)
    await beginIn(page, running.deployment.origin, survey, en)
    await page.getByRole('checkbox').first().check()
    await page.getByRole('button', { name: 'Continue' }).click()
    return { context, page, at: page.url() }
  }

  it('is in the first screen of every page, works at once, and leaves nothing to come back to (RX-16)', async () => {
    const { context, page, at } = await inTheMiddle()
    const leave = page.getByRole('link', { name: 'Leave this site' })
    const box = await leave.boundingBox()
    expect((box?.y ?? 999) + (box?.height ?? 999)).toBeLessThanOrEqual(568)
    await leave.click()
    await page.waitForURL(neutral)
    expect(await context.cookies()).toEqual([])
    await page.goBack()
    expect(page.url()).not.toBe(at)
    expect(await page.getByRole('radio').count()).toBe(0)
    await context.close()
  })

  it('works by stopping too', async () => {
    const { context, page, at } = await inTheMiddle()
    await page.getByRole('button', { name: 'Stop and delete my answers' }).click()
    await page.getByRole('button', { name: 'Delete my answers now' }).click()
    expect(await page.locator('h1').textContent()).toBe('Your answers are deleted')
    expect(await namesOf(context)).toEqual(['__Host-page'])
    await page.goto(at)
    expect(page.url()).not.toBe(at)
    await context.close()
  })
})
