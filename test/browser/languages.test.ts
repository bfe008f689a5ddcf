import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '#shared/languages.ts'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { htmlFindings } from './checks/html.ts'
import { spacingFindings } from './checks/layout.ts'
import { inBrowser, surveysNamed } from './here.ts'
import { agreeIn, everyPageIn, everyQuestionIn } from './in-language.ts'

const here = inBrowser(async () => (await surveysNamed('crisis-response')).map(inGermanToo))

/** Its own words stay English: only what the pages say is looked at in German. */
function inGermanToo(survey: Survey): Survey {
  const { en } = survey.texts
  if (!en) throw new Error(`${survey.id} is not in English`)
  return { ...survey, languages: [...survey.languages, 'de'], texts: { ...survey.texts, de: en } }
}

const place = (path: string) => `${here().running.deployment.origin}/s/${linkOf(here().survey.id)}${path}`

/** The side of the page that the nearest edge of an element's box is at. */
async function startsAt(page: Page, selector: string): Promise<'left' | 'right'> {
  const box = await page.locator(selector).first().boundingBox()
  const width = page.viewportSize()?.width ?? 0
  if (!box) throw new Error(`there is no ${selector}`)
  return box.x < width - (box.x + box.width) ? 'left' : 'right'
}

// What pages are made of is the same in every language: axe looks at them in English (every-page.test.ts), and from right to left in
// Arabic (right-to-left.test.ts), where all that goes around the questions is looked at too.
describe.each([
  ['page', 'es', everyPageIn, 35],
  ['page', 'de', everyPageIn, 35],
  ['question', 'ar', everyQuestionIn, 25],
] as const)('every %s in %s', (_, language, walk, atLeast) => {
  it('is valid HTML, fits 320 pixels, and says its language and direction (RX-08, RX-10, RX-24)', async () => {
    const { running, chromium, survey } = here()
    const context = await chromium.newContext({ viewport: { width: 320, height: 568 }, bypassCSP: true })
    const page = await context.newPage()
    const found: string[] = []
    const sentHtml = htmlFindings(page)
    let pages = 0
    const visit = { origin: running.deployment.origin, survey, language, words: await loadWords(language) }
    await walk(page, visit, async (_, name) => {
      pages++
      const { dir } = LANGUAGES[language]
      const said = await page.evaluate<string>(`document.documentElement.lang + ' ' + (document.documentElement.dir || 'ltr')`)
      if (said !== `${language} ${dir}`) found.push(`${name}: language`)
      const findings = [await sentHtml(), await spacingFindings(page)]
      found.push(...findings.flat().map((each) => `${name}: ${each}`))
    })
    expect(found).toEqual([])
    expect(pages).toBeGreaterThan(atLeast)
    await context.close()
  }, 240_000)
})

describe('Arabic', () => {
  it('runs from right to left: options, the arrow of the way back and the way out; codes and numbers from left to right', async () => {
    const context = await here().chromium.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false })
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
    const context = await here().chromium.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(place('/consent?lang=ar'))
    const words = await loadWords('ar')
    await agreeIn(page, words)
    await page.goto(place('/send'))
    await page.locator('main button').first().click()
    const code = ((await page.locator('.code').textContent()) ?? '').trim()
    const typed = code.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
    await page.goto(`${here().running.deployment.origin}/withdraw?lang=ar`)
    await page.getByLabel(words.withdraw.code).fill(typed)
    await page.getByRole('button', { name: words.withdraw.everything }).click()
    expect(await page.locator('h1').textContent()).toBe(words.withdraw.doneHeading)
    await context.close()
  })
})

describe('the language switch, without JavaScript', () => {
  it('keeps what was just ticked, and leads back to the page over the consent text in the other language', async () => {
    const context = await here().chromium.newContext({ javaScriptEnabled: false })
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
    const context = await here().chromium.newContext({ javaScriptEnabled: false })
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
