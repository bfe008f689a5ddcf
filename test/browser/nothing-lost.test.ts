import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { stepsOf } from '#functions/respond/visit/survey-steps.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { inBrowser, theTour } from './here.ts'
import { agree } from './tour.ts'

const here = inBrowser(theTour)

const TYPED = 'They asked me what I wanted, and waited. '.repeat(15).trim()

const pathOf = (page: Page) => new URL(page.url()).pathname
const numberOf = (type: string) => stepsOf(here().survey).findIndex((step) => step.kind === 'question' && step.question.type === type) + 1

async function visit(language: string, javaScriptEnabled: boolean): Promise<{ context: BrowserContext; page: Page; start: string }> {
  const { running, chromium, survey } = here()
  const context = await chromium.newContext({ javaScriptEnabled, viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  await agree({ page, running, survey, language })
  return { context, page, start: `${running.origin.origin}/s/${linkOf(survey.id)}` }
}

describe.each(['en', 'ar'] as const)('what is entered on a page, in %s', (language) => {
  it.each([false, true])('is kept by each of its buttons (JavaScript: %s)', async (javaScriptEnabled) => {
    const words = await loadWords(language)
    const { context, page, start } = await visit(language, javaScriptEnabled)
    const text = page.locator('main textarea')
    const at = `${start}/${numberOf('text')}`
    const buttons: readonly [string, (page: Page) => Promise<void>][] = [
      ['Back', () => page.locator('.bar .back').click()],
      ['Find support', () => page.locator('footer').getByRole('button', { name: words.foot.support, exact: true }).click()],
      ['Take back', () => page.getByRole('button', { name: words.foot.withdraw }).click()],
      ['Stop', () => page.getByRole('button', { name: words.foot.stop }).click()],
    ]
    for (const [index, [name, press]] of buttons.entries()) {
      await page.goto(at)
      await text.fill(`${TYPED} ${index}`)
      await press(page)
      await page.waitForURL((url) => url.href !== at)
      await page.goto(at)
      expect(await text.inputValue(), name).toBe(`${TYPED} ${index}`)
    }
    const choice = `${start}/${numberOf('single')}`
    for (const [index, [name, press]] of buttons.entries()) {
      await page.goto(choice)
      await page.getByRole('radio').nth(index).check()
      await press(page)
      await page.waitForURL((url) => url.href !== choice)
      await page.goto(choice)
      expect(await page.getByRole('radio').nth(index).isChecked(), name).toBe(true)
    }
    await context.close()
  })

  it('comes back from support to the same question, also where an answer is changed, and after the language of support was changed', async () => {
    const words = await loadWords(language)
    const { context, page, start } = await visit(language, false)
    for (const place of [`${numberOf('text')}`, `check/${numberOf('text')}`]) {
      await page.goto(`${start}/${place}`)
      await page.locator('main textarea').fill(`${TYPED} ${place}`)
      await page.locator('footer').getByRole('button', { name: words.foot.support }).click()
      expect(await page.locator('h1').textContent()).toBe(words.support.heading)
      await page.locator('.tongues a').first().click()
      await page.locator('main .button.second').click()
      expect(page.url().split('?')[0]).toBe(`${start}/${place}`)
      expect(await page.locator('main textarea').inputValue()).toBe(`${TYPED} ${place}`)
    }
    await context.close()
  })

  it('is asked about once before it is deleted, and is all there for those who say no', async () => {
    const words = await loadWords(language)
    const { context, page, start } = await visit(language, false)
    const at = `${start}/${numberOf('text')}`
    await page.goto(at)
    await page.locator('main textarea').fill(TYPED)
    await page.getByRole('button', { name: words.foot.stop }).click()
    expect(await page.locator('h1').textContent()).toBe(words.stop.heading)
    await page.getByRole('link', { name: words.stop.keep }).click()
    expect([page.url().split('?')[0], await page.locator('main textarea').inputValue()]).toEqual([at, TYPED])
    await page.getByRole('button', { name: words.foot.stop }).click()
    await page.getByRole('button', { name: words.stop.button }).click()
    expect(await page.locator('h1').textContent()).toBe(words.ending.stoppedHeading)
    await page.goto(at)
    expect(pathOf(page)).toBe(new URL(start).pathname)
    await context.close()
  })
})

describe('with JavaScript', () => {
  it('the browser’s own Back, Forward and reload, and another tab, find what was typed and not sent', async () => {
    const { context, page, start } = await visit('en', true)
    const at = `${start}/${numberOf('text')}`
    const isSaved = () => page.waitForResponse((response) => response.status() === 204)
    await page.goto(at)
    const saved = isSaved()
    await page.locator('main textarea').fill(TYPED)
    await saved
    await page.reload()
    expect(await page.locator('main textarea').inputValue()).toBe(TYPED)
    const again = isSaved()
    await page.locator('main textarea').fill(`${TYPED} More.`)
    await again
    await page.goBack()
    await page.goForward()
    expect(await page.locator('main textarea').inputValue()).toBe(`${TYPED} More.`)
    const other = await context.newPage()
    await other.goto(at)
    expect(await other.locator('main textarea').inputValue()).toBe(`${TYPED} More.`)
    await context.close()
  })

  it('nothing is saved once the person left, or pressed a button', async () => {
    const { context, page, start } = await visit('en', true)
    const saves: string[] = []
    page.on('request', (request) => {
      if (request.postData()?.includes('_go=save')) saves.push(request.url())
    })
    await context.route('https://www.wikipedia.org/**', (route) => route.fulfill({ body: '' }))
    await page.goto(`${start}/${numberOf('text')}`)
    await page.locator('main textarea').fill(TYPED)
    await page.getByRole('link', { name: 'Leave this site' }).click()
    await page.waitForURL('https://www.wikipedia.org/')
    expect(saves).toEqual([])
    await context.close()
  })
})
