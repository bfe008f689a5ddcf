import type { Page } from 'playwright-core'
import type { Words } from '#shared/pages/words/en.ts'
import { linkOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { answerPage, press } from './visit.ts'

export type Look = (page: Page, name: string) => Promise<void>

type Visit = { readonly origin: string; readonly survey: Survey; readonly language: string; readonly words: Words }

/** Every page and the states of one that hold other words, in one language, each looked at. Only what stands on the pages is used. */
export async function everyPageIn(page: Page, way: Visit, look: Look): Promise<void> {
  const { origin, survey, language, words } = way
  const start = `/s/${linkOf(survey.id)}`
  const visit = async (path: string, name: string) => {
    await page.goto(`${origin}${path}?lang=${language}`)
    await look(page, name)
  }

  await visit('/', 'home')
  await visit('/support', 'support for everybody')
  await visit('/unknown', 'no such page')
  await visit('/s/0000000000', 'not open')
  await visit('/withdraw', 'take back')
  await press(page, words.withdraw.everything)
  await look(page, 'take back, nothing typed')
  await visit(`${start}/all`, 'all on one page')
  await press(page, words.send.button)
  await look(page, 'all on one page, incomplete')
  await visit(`${start}/support`, 'support')
  await visit(start, 'start')
  await page.getByRole('link', { name: words.start.begin }).click()
  await press(page, words.consent.agree)
  await look(page, 'consent, incomplete')
  await page.getByText(words.consent.details).click()
  await look(page, 'consent, all details')
  await everyQuestionIn(page, way, look)
  await page.goto(`${origin}${start}/18`)
  await page.locator('textarea').fill('x'.repeat(2001))
  await press(page, words.goOn)
  await look(page, 'too long')
  await press(page, words.question.skip)
  await page.goto(`${origin}${start}/send`)
  await press(page, words.send.button)
  await look(page, 'receipt')
  const code = (await page.locator('.code').textContent()) ?? ''
  await page.goto(`${origin}/withdraw?lang=${language}`)
  await page.getByLabel(words.withdraw.code).fill(code.trim())
  await press(page, words.withdraw.words)
  await look(page, 'taken back')
}

/** Every page of a visit, from consent to the last before sending. */
export async function everyQuestionIn(page: Page, { origin, survey, language, words }: Visit, look: Look): Promise<void> {
  await page.goto(`${origin}/s/${linkOf(survey.id)}/consent?lang=${language}`)
  await agreeIn(page, words)
  await walkToSendIn(page, words, look)
}

/** Agrees to take part and to be quoted, on the consent page. */
export async function agreeIn(page: Page, words: Words): Promise<void> {
  await page.getByRole('radio', { name: words.consent.yes, exact: true }).check()
  for (const box of (await page.getByRole('checkbox').all()).slice(0, 2)) await box.check()
  await page.locator('main').getByRole('button', { name: words.consent.agree, exact: true }).click()
}

async function walkToSendIn(page: Page, words: Words, look: Look): Promise<void> {
  for (let pages = 0; pages < 60; pages++) {
    await look(page, `walk ${pages}`)
    if (new URL(page.url()).pathname.endsWith('/send')) return
    await answerPage(page, words.start.safe[0] ?? '')
    await press(page, words.goOn)
  }
  throw new Error(`the walk does not end: ${page.url()}`)
}
