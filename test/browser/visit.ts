import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Words } from '#shared/pages/words/en.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'

export const WORDS = 'Somebody who listened.\nAnd time.'

/** From the link, over consent, to the first page of the survey, in the language of these words. */
export async function beginIn(page: Page, origin: string, survey: Survey, words: Words): Promise<void> {
  await page.goto(`${origin}/s/${linkOf(survey.id)}?lang=${words.language}`)
  await page.getByRole('link', { name: words.start.begin }).click()
  await page.getByRole('radio', { name: words.consent.yes, exact: true }).check()
  // What is needed, and that one may be quoted.
  for (const box of (await page.getByRole('checkbox').all()).slice(0, 2)) await box.check()
  await page.getByRole('button', { name: words.consent.agree }).click()
}

/** Answers the page that is shown: the first radio, the first two boxes, these words. In one go: asked for one by one, they take longer than the page. */
export async function answerPage(page: Page, words: string): Promise<void> {
  await page.evaluate(`(() => {
    const shown = (selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility())
    for (const choice of [...shown('main [type=radio]').slice(0, 1), ...shown('main [type=checkbox]').slice(0, 2)]) if (!choice.checked) choice.click()
    for (const text of shown('main textarea')) {
      text.value = ${JSON.stringify(words)}
      text.dispatchEvent(new Event('input', { bubbles: true }))
    }
  })()`)
}

/**
 * Presses the first button, or link, of the page itself that says this, and comes to where it leads. By a script of one line: to find and press it by itself, Playwright sends a large one of its
 * own to every page.
 */
export async function press(page: Page, says: string, kind: 'button' | 'a' = 'button'): Promise<void> {
  const pressed = page.evaluate(`(() => {
    const shown = [...document.querySelectorAll('main ${kind}')].filter((each) => each.checkVisibility() && !each.disabled)
    const found = shown.find((each) => each.textContent.trim() === ${JSON.stringify(says)})
    if (!found) throw new Error('no ${kind} of ' + location.pathname + ' says ' + ${JSON.stringify(says)})
    found.click()
  })()`)
  await Promise.all([page.waitForNavigation(), pressed])
}

/** Walks on until the last page before sending. Returns how many pages there were. */
export async function walkToSend(page: Page, words: Words): Promise<number> {
  for (let pages = 0; pages < 60; pages++) {
    if (new URL(page.url()).pathname.endsWith('/send')) return pages
    await answerPage(page, WORDS)
    await press(page, words.goOn)
  }
  throw new Error(`the walk does not end: ${page.url()}`)
}

export async function sendAndReadCode(page: Page, words: Words): Promise<string> {
  await page.getByRole('button', { name: words.send.button }).click()
  const code = (await page.locator('.code').textContent()) ?? ''
  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}-[0-9A-Z]$/)
  return code
}
