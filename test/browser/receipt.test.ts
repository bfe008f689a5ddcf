import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { type Running, runDeployment } from '#test/running.ts'
import { launchChromium } from './chromium.ts'
import { beginIn, sendAndReadCode, walkToSend } from './visit.ts'

describe('the receipt (CO-13)', () => {
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

  it('prints on one sheet, A4 or Letter, and reads in order with styles off', async () => {
    const context = await chromium.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    await beginIn(page, running.deployment.origin, survey)
    await walkToSend(page)
    const code = await sendAndReadCode(page)

    for (const format of ['A4', 'Letter'] as const) {
      const pdf = await page.pdf({ format, printBackground: true })
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1)
    }
    // What a browser without styles, or one that reads aloud, makes of it: the order of the text in the page itself.
    const text = ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ')
    const order = ['Thank you', code, '/withdraw', 'What you agreed to', 'What happens next'].map((each) => text.indexOf(each))
    expect(order).not.toContain(-1)
    expect(order).toStrictEqual(order.toSorted((a, b) => a - b))
    await context.close()
  })
})
