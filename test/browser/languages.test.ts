import AxeBuilder from '@axe-core/playwright'
import { HtmlValidate } from 'html-validate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { LANGUAGES } from '#shared/languages.ts'
import { loadWords } from '#shared/pages/words/load.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { launchChromium } from './chromium.ts'
import { agreeIn, everyPageIn } from './in-language.ts'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const validate = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  // Our own files are named by their contents.
  rules: { 'require-sri': ['error', { target: 'crossorigin' }] },
})

let running: Running
let chromium: Browser
let survey: Survey

beforeAll(async () => {
  survey = await readSurvey('surveys/crisis-response')
  ;[running, chromium] = await Promise.all([runDeployment([survey]), launchChromium()])
})
afterAll(async () => {
  await chromium?.close()
  await running?.remove()
})

const place = (path: string) => `${running.deployment.origin}/s/${linkOf(survey.id)}${path}`

/** Of an element's box, the edge at which reading starts is nearer to that side of the page than the other. */
async function startsAt(page: Page, selector: string): Promise<'left' | 'right'> {
  const box = await page.locator(selector).first().boundingBox()
  const width = page.viewportSize()?.width ?? 0
  if (!box) throw new Error(`there is no ${selector}`)
  return box.x < width - (box.x + box.width) ? 'left' : 'right'
}

describe.each(['es', 'ar'] as const)('every page in %s', (language) => {
  it('has no accessibility violation and is valid HTML, fits 320 pixels, and says its language and direction (RX-07, RX-08, RX-10, RX-24)', async () => {
    const context = await chromium.newContext({ viewport: { width: 320, height: 568 }, bypassCSP: true })
    const page = await context.newPage()
    const found: string[] = []
    let sent = Promise.resolve('')
    page.on('response', (response) => {
      if (response.request().isNavigationRequest() && response.status() !== 303) sent = response.text()
    })
    let pages = 0
    const shapes = new Set<string>()
    const visit = { origin: running.deployment.origin, survey, language, words: await loadWords(language) }
    await everyPageIn(page, visit, async (_, name) => {
      pages++
      const html = page.locator('html')
      const { dir } = LANGUAGES[language]
      if ((await html.getAttribute('lang')) !== language || ((await html.getAttribute('dir')) ?? 'ltr') !== dir)
        found.push(`${name}: language`)
      const report = await validate.validateString(await sent)
      for (const { message, ruleId } of report.results.flatMap((result) => result.messages)) found.push(`${name}: ${ruleId} ${message}`)
      const shape = await page.$$eval('body *', (elements) =>
        [...new Set(elements.map((each) => `${each.tagName} ${each.className}`))].sort().join(),
      )
      if (!shapes.has(shape)) {
        const { violations } = await new AxeBuilder({ page }).withTags(WCAG).setLegacyMode().analyze()
        for (const { id, nodes } of violations) found.push(`${name}: ${id} ${nodes[0]?.html}`)
      }
      shapes.add(shape)
      await page.addStyleTag({ content: '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}' })
      const width = await page.$eval('html', (root) => root.scrollWidth)
      if (width > 320) found.push(`${name}: ${width} wide`)
    })
    expect(found).toEqual([])
    expect(pages).toBeGreaterThan(35)
    await context.close()
  }, 240_000)
})

describe('Arabic', () => {
  it('runs from right to left: options, the arrow of the way back and the way out; codes and numbers from left to right', async () => {
    const context = await chromium.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(place('/consent?lang=ar'))
    await agreeIn(page, await loadWords('ar'))
    await page.goto(place('/2'))
    expect(await startsAt(page, '.option input')).toBe('right')
    expect(await startsAt(page, '.back')).toBe('right')
    expect(await startsAt(page, '.leave')).toBe('left')
    await page.goto(place('/consent?lang=es'))
    expect(await startsAt(page, '.option input')).toBe('left')

    await page.goto(place('/send'))
    await page.locator('main button').first().click()
    expect(await page.locator('.code').evaluate((code) => code.matches('[dir=ltr]'))).toBe(true)
    await page.goto(place('/support?lang=ar'))
    expect(await page.locator('a[href^="tel:"]').first().getAttribute('dir')).toBe('ltr')
    await context.close()
  })

  it('takes a receipt code in digits of an Arabic keyboard', async () => {
    const context = await chromium.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(place('/consent?lang=ar'))
    const words = await loadWords('ar')
    await agreeIn(page, words)
    await page.goto(place('/send'))
    await page.locator('main button').first().click()
    const code = ((await page.locator('.code').textContent()) ?? '').trim()
    const typed = code.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
    await page.goto(`${running.deployment.origin}/withdraw?lang=ar`)
    await page.getByLabel(words.withdraw.code).fill(typed)
    await page.getByRole('button', { name: words.withdraw.everything }).click()
    expect(await page.locator('h1').textContent()).toBe(words.withdraw.doneHeading)
    await context.close()
  })
})

describe('the language switch, without JavaScript', () => {
  it('keeps what was just ticked, and leads back to the page over the consent text in the other language', async () => {
    const context = await chromium.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(place(''))
    await page.getByRole('link', { name: 'Español' }).click()
    const es = await loadWords('es')
    await page.getByRole('link', { name: es.start.begin }).click()
    await agreeIn(page, es)
    await page.getByRole('button', { name: es.goOn, exact: true }).click()
    const asked = page.url()
    await page.getByRole('radio').nth(1).check()
    await page.getByRole('button', { name: 'العربية' }).click()
    await agreeIn(page, await loadWords('ar'))
    expect(page.url()).toBe(asked)
    expect(await page.getByRole('radio').nth(1).isChecked()).toBe(true)
    await context.close()
  })

  it('is not what Enter presses', async () => {
    const context = await chromium.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(place('/consent?lang=es'))
    await agreeIn(page, await loadWords('es'))
    await page.goto(place('/2'))
    await page.getByRole('radio').first().check()
    await page.keyboard.press('Enter')
    await page.waitForURL(place('/3'))
    expect(await page.locator('html').getAttribute('lang')).toBe('es')
    await context.close()
  })
})
