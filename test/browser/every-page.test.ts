import AxeBuilder from '@axe-core/playwright'
import { HtmlValidate } from 'html-validate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { launchChromium } from './chromium.ts'
import { beginIn, sendAndReadCode, walkToSend } from './visit.ts'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const validate = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'] })

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

/** Leads to every page and every state of one, and has a look at each. */
async function everyPage(page: Page, look: (page: Page) => Promise<void>): Promise<void> {
  const { origin } = running.deployment
  const link = linkOf(survey.id)
  const visit = async (path: string) => {
    await page.goto(`${origin}${path}`)
    await look(page)
  }
  const submitEmpty = async (path: string, button: string) => {
    await page.goto(`${origin}${path}`)
    await page.getByRole('button', { name: button, exact: true }).click()
    await look(page)
  }
  for (const path of ['/', '/support', '/withdraw', '/unknown', '/s/0000000000', `/s/${link}`, `/s/${link}/consent`, `/s/${link}/all`])
    await visit(path)
  await submitEmpty(`/s/${link}/consent`, 'I agree and want to start')
  await submitEmpty(`/s/${link}/consent`, 'No, thank you')
  await submitEmpty(`/s/${link}/all`, 'Send my answers')
  await submitEmpty('/withdraw', 'Delete everything I sent')

  await beginIn(page, origin, survey)
  await walkToSend(page, look)
  // Given answers shown again, from the list and on the way back; too many picks; a text that is too long.
  await visit(`/s/${link}/check/3`)
  await page.goto(`${origin}/s/${link}/15`)
  for (const box of (await page.getByRole('checkbox').all()).slice(0, 4)) await box.check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await look(page)
  await page.goto(`${origin}/s/${link}/18`)
  await page.locator('textarea').fill('x'.repeat(2001))
  await page.getByRole('button', { name: 'Continue' }).click()
  await look(page)
  await visit(`/s/${link}/support`)
  await page.goto(`${origin}/s/${link}/send`)
  const code = await sendAndReadCode(page)
  await look(page)
  await page.goto(`${origin}/withdraw`)
  await page.getByLabel('Your receipt code').fill(code)
  await page.getByRole('button', { name: 'Delete only my own words' }).click()
  await look(page)
}

async function where(page: Page): Promise<string> {
  return `${new URL(page.url()).pathname} ${await page.title()}`
}

/** What a page is made of, whatever its words are. */
function shapeOf(page: Page): Promise<string> {
  return page.$$eval('main *', (elements) =>
    [...new Set(elements.map((each) => `${each.tagName} ${each.className} ${each.getAttribute('type')} ${each.hasAttribute('checked')}`))]
      .sort()
      .join('\n'),
  )
}

describe('every page, in every state', () => {
  it('has no accessibility violation of WCAG 2.2 A and AA, in light and dark colours (RX-07)', async () => {
    const context = await chromium.newContext({ viewport: { width: 390, height: 844 }, bypassCSP: true })
    const found: string[] = []
    const known = new Set<string>()
    await everyPage(await context.newPage(), async (page) => {
      const shape = await shapeOf(page)
      if (known.has(shape)) return
      known.add(shape)
      const audit = async (axe: AxeBuilder) => {
        // Without frames there is nothing for the slower, newer mode to find.
        const { violations, incomplete } = await axe.setLegacyMode().analyze()
        for (const { id, nodes } of [...violations, ...incomplete]) found.push(`${await where(page)}: ${id} ${nodes[0]?.html}`)
      }
      await audit(new AxeBuilder({ page }).withTags(WCAG))
      await page.emulateMedia({ colorScheme: 'dark' })
      await audit(new AxeBuilder({ page }).withRules(['color-contrast']))
      await page.emulateMedia({ colorScheme: 'light' })
    })
    expect(found).toEqual([])
    expect(known.size).toBeGreaterThan(15)
    await context.close()
  })

  it('is valid HTML, as it is sent (RX-08)', async () => {
    const context = await chromium.newContext({ javaScriptEnabled: false })
    const found: string[] = []
    const titles: string[] = []
    const page = await context.newPage()
    let sent = Promise.resolve('')
    page.on('response', (response) => {
      if (response.status() !== 303) sent = response.text()
    })
    await everyPage(page, async () => {
      titles.push(await page.title())
      const report = await validate.validateString(await sent)
      for (const { message, ruleId, selector } of report.results.flatMap((result) => result.messages)) {
        found.push(`${await where(page)}: ${ruleId} ${message} ${selector}`)
      }
    })
    expect(found).toEqual([])
    expect(titles.filter((title) => title.startsWith('Error: '))).toEqual([
      'Error: Your choice to take part - Community survey',
      'Error: All questions - Community survey',
      'Error: Take back - Community survey',
      'Error: Question 13 - Community survey',
      'Error: Question 16 - Community survey',
    ])
    await context.close()
  })

  it('fits 320 pixels, also with the text spacing of WCAG 1.4.12, and has targets of 44 (RX-09, RX-10)', async () => {
    const context = await chromium.newContext({ viewport: { width: 320, height: 568 }, bypassCSP: true })
    const found: string[] = []
    await everyPage(await context.newPage(), async (page) => {
      const small = await page.$$eval('.option, button, .button, .link, input[type=text], textarea', (elements) =>
        elements
          .map((element) => ({ text: element.textContent, box: element.getBoundingClientRect() }))
          .flatMap(({ text, box }) =>
            box.width > 0 && (box.height < 43.9 || box.width < 43.9) ? [`${text} ${box.width}x${box.height}`] : [],
          ),
      )
      for (const each of small) found.push(`${await where(page)}: small target ${each}`)
      await page.addStyleTag({
        content:
          '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}',
      })
      const width = await page.$eval('html', (html) => html.scrollWidth)
      if (width > 320) found.push(`${await where(page)}: ${width} wide`)
    })
    expect(found).toEqual([])
    await context.close()
  })
})
