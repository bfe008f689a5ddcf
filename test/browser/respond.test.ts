import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { linkOf } from '#shared/survey/canonical.ts'
import { inBrowser, surveysNamed } from './here.ts'
import { beginIn, sendAndReadCode, WORDS, walkToSend } from './visit.ts'

const here = inBrowser(() => surveysNamed('being-heard', 'crisis-response'))

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

describe.each([0, 1])('a visit in Chromium without JavaScript, survey %i', (index) => {
  it('goes from consent to a receipt, and from the receipt to withdrawal (RX-01)', async () => {
    const { running, survey } = the(index)
    const context = await phone()
    const page = await context.newPage()
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))

    await beginIn(page, running.deployment.origin, survey)
    expect(
      (await context.cookies()).map(({ name, httpOnly, secure, sameSite, expires }) => ({ name, httpOnly, secure, sameSite, expires })),
    ).toEqual(['__Host-page', '__Host-visit'].map((name) => ({ name, httpOnly: true, secure: true, sameSite: 'Strict', expires: -1 })))
    const pages = await walkToSend(page)
    const code = await sendAndReadCode(page)
    expect(pages).toBeGreaterThan(15)
    expect(await namesOf(context)).toEqual(['__Host-page', '__Host-receipt'])
    expect(requests.filter((url) => !url.startsWith(running.deployment.origin))).toEqual([])

    // Back and forth shows nothing of it any more.
    await page.goBack()
    expect(await page.content()).not.toContain('Somebody who listened')
    await page.goto(`${running.deployment.origin}/s/${linkOf(survey.id)}/3`)
    expect(page.url()).toBe(`${running.deployment.origin}/s/${linkOf(survey.id)}`)

    await page.getByRole('link', { name: 'Take back answers I sent' }).click()
    await page.getByLabel('Your receipt code').fill(code.toLowerCase().replaceAll('-', ' '))
    await page.getByRole('button', { name: 'Delete everything I sent' }).click()
    expect(await page.locator('main').textContent()).toContain('everything that was sent with it is now deleted')
    expect(running.failures).toEqual([])
    await context.close()
  })

  it('goes on one page, from the link to a receipt (RX-01)', async () => {
    const { running, survey } = the(index)
    const context = await phone()
    const page = await context.newPage()
    await page.goto(`${running.deployment.origin}/s/${linkOf(survey.id)}`)
    await page.getByRole('link', { name: 'See all questions on one page' }).click()
    await page.getByRole('button', { name: 'Send my answers' }).click()
    expect(await page.title()).toBe('Error: All questions - Community survey')
    await page.getByRole('radio', { name: 'Yes', exact: true }).first().check()
    await page.getByRole('checkbox', { name: /needed to take part/ }).check()
    await page.locator('textarea').fill(WORDS)
    await sendAndReadCode(page)
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
    await beginIn(page, running.deployment.origin, survey)
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
