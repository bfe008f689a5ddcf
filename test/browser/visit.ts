import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { linkOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'

export const WORDS = 'Somebody who listened.\nAnd time.'

/** From the link, over consent, to the first page of the survey. */
export async function beginIn(page: Page, origin: string, survey: Survey): Promise<void> {
  await page.goto(`${origin}/s/${linkOf(survey.id)}`)
  await page.getByRole('link', { name: 'Start: one question at a time' }).click()
  await page.getByRole('radio', { name: 'Yes' }).check()
  await page.getByRole('checkbox', { name: /needed to take part/ }).check()
  await page.getByRole('checkbox', { name: /may be quoted/ }).check()
  await page.getByRole('button', { name: 'I agree and want to start' }).click()
}

/** Answers the page that is shown: the first radio, the first two boxes, some words. */
export async function answer(page: Page): Promise<void> {
  const radio = page.getByRole('radio').first()
  if (await radio.count()) await radio.check()
  for (const box of (await page.getByRole('checkbox').all()).slice(0, 2)) await box.check()
  const text = page.locator('main textarea')
  if (await text.count()) await text.fill(WORDS)
}

/** Walks on until the last page before sending; `look` sees every page before it is answered. */
export async function walkToSend(page: Page, look: (page: Page) => Promise<void> = async () => {}): Promise<number> {
  for (let pages = 0; pages < 60; pages++) {
    await look(page)
    if (page.url().endsWith('/send')) return pages
    await answer(page)
    await page.locator('main').getByRole('button', { name: 'Continue' }).click()
  }
  throw new Error(`the walk does not end: ${page.url()}`)
}

export async function sendAndReadCode(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Send my answers' }).click()
  const code = (await page.locator('.code').textContent()) ?? ''
  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}-[0-9A-Z]$/)
  return code
}
