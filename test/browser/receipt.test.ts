import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { loadWords } from '#shared/pages/words/load-words.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import { inBrowser, theTour } from './here.ts'
import { agree } from './tour.ts'

const here = inBrowser(theTour)

async function atTheReceipt(
  language: 'en' | 'ar',
  options: { javaScriptEnabled: boolean },
): Promise<{ context: BrowserContext; page: Page; code: string }> {
  const { running, chromium, survey } = here()
  const context = await chromium.newContext({ ...options, viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await agree({ page, running, survey, language })
  await page.goto(`${running.origin.origin}/s/${linkOf(survey.id)}/send?lang=${language}`)
  await page.getByRole('button', { name: (await loadWords(language)).send.button }).click()
  return { context, page, code: ((await page.locator('.code').textContent()) ?? '').trim() }
}

describe.each(['en', 'ar'] as const)('the receipt, in %s', (language) => {
  it('copies its code and says so, says so too when it cannot, and prints', async () => {
    const { script } = await loadWords(language)
    const { context, page, code } = await atTheReceipt(language, { javaScriptEnabled: true })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: here().running.origin.origin })
    await page.getByRole('button', { name: script.copy }).click()
    await page.getByText(script.copied).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(code)

    await page.evaluate(`navigator.clipboard.writeText = async () => { throw new Error('no') }`)
    await page.getByRole('button', { name: script.copy }).click()
    await page.getByText(script.notCopied).waitFor()

    await page.evaluate('window.print = () => { window.wasPrinted = true }')
    await page.getByRole('button', { name: script.print }).click()
    expect(await page.evaluate('window.wasPrinted')).toBe(true)
    await context.close()
  })

  it('without JavaScript has no buttons that would do nothing, prints on one sheet, and has a page to print the code alone (CO-13)', async () => {
    const words = await loadWords(language)
    const { context, page, code } = await atTheReceipt(language, { javaScriptEnabled: false })
    expect(await page.getByRole('button').count()).toBe(0)
    for (const format of ['A4', 'Letter']) expect(await sheetsOf(page, format)).toBe(1)
    const plain = await page.locator('main').evaluate((main) => [...main.children].map((each) => each.textContent?.trim()))
    const { receipt } = words
    expect(plain.slice(0, 6)).toEqual([receipt.heading, receipt.thanks, receipt.codeHeading, code, receipt.keep, receipt.works(365)])
    const inOrder = [receipt.paper, '/withdraw', receipt.agreedHeading, receipt.nextHeading, receipt.device]
    const places = inOrder.map((words) => plain.join('\n').indexOf(words))
    expect(places).toEqual(places.filter((place) => place > 0).toSorted((a, b) => a - b))

    await page.getByRole('link', { name: receipt.paper }).click()
    expect([await page.locator('h1').textContent(), await page.locator('.code').textContent()]).toEqual([receipt.codeHeading, code])
    expect(await page.locator('.code > span').allTextContents()).toEqual(code.split(/(?<=-)/))
    expect(await page.locator('main').textContent()).toContain(receipt.works(365))
    expect(await sheetsOf(page, 'A4')).toBe(1)
    await page.emulateMedia({ media: 'print' })
    // Large, in one line or two, and nothing of the site around it.
    expect(await page.evaluate(`Number.parseFloat(getComputedStyle(document.querySelector('.code')).fontSize)`)).toBeGreaterThan(35)
    for (const gone of ['header', 'footer', '.bar', 'main .go']) expect(await page.locator(gone).isVisible(), gone).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await page.locator('.bar .back').click()
    expect(await page.locator('.code').textContent()).toBe(code)
    await context.close()
  })
})

async function sheetsOf(page: Page, format: string): Promise<number> {
  const pdf = (await page.pdf({ format })).toString('latin1')
  return pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
}
