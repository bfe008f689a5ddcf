import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { linkOf } from '#shared/survey/canonical.ts'
import { inBrowser, theTour } from './here.ts'
import { agree } from './tour.ts'

const here = inBrowser(theTour)

async function atTheReceipt(options: { javaScriptEnabled: boolean }): Promise<{ context: BrowserContext; page: Page; code: string }> {
  const { running, chromium, survey } = here()
  const context = await chromium.newContext({ ...options, viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await agree({ page, running, survey, language: 'en' })
  await page.goto(`${running.origin.origin}/s/${linkOf(survey.id)}/send`)
  await page.getByRole('button', { name: 'Send my answers' }).click()
  return { context, page, code: ((await page.locator('.code').textContent()) ?? '').trim() }
}

describe('the receipt', () => {
  it('copies its code and says so, also says when it cannot, and prints', async () => {
    const { context, page, code } = await atTheReceipt({ javaScriptEnabled: true })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: here().running.origin.origin })
    await page.getByRole('button', { name: 'Copy the code' }).click()
    await page.getByText('Copied.').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(code)

    await page.evaluate(`navigator.clipboard.writeText = async () => { throw new Error('no') }`)
    await page.getByRole('button', { name: 'Copy the code' }).click()
    await page.getByText('Please write the code down.').waitFor()

    await page.evaluate('window.print = () => { window.wasPrinted = true }')
    await page.getByRole('button', { name: 'Print this page' }).click()
    expect(await page.evaluate('window.wasPrinted')).toBe(true)
    await context.close()
  })

  it('has no buttons that would do nothing without JavaScript, prints on one sheet and reads well with styles off (CO-13)', async () => {
    const { context, page, code } = await atTheReceipt({ javaScriptEnabled: false })
    expect(await page.getByRole('button').count()).toBe(0)
    for (const format of ['A4', 'Letter']) {
      const pdf = (await page.pdf({ format })).toString('latin1')
      expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
    }
    const plain = await page.locator('main').evaluate((main) => [...main.children].map((each) => each.textContent?.trim()))
    expect([plain[0], plain[2], plain[3]]).toEqual(['Thank you. Your answers are in.', 'Your receipt code', code])
    expect(plain[1]).toMatch(/^It takes time, and sometimes courage/)
    expect(plain.join('\n')).toMatch(/works for 365 days.*print this page from the menu/s)
    expect(plain.join('\n')).toMatch(/Write it down now.*\/withdraw.*What you agreed to.*said yes to.*What happens next.*history/s)
    await context.close()
  })
})
