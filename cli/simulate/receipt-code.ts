import { FIELD } from '#functions/respond/fields.ts'
import { parseCode } from '#shared/response/receipt.ts'
import type { Browser } from './browser.ts'
import { VisitFailed } from './faults.ts'
import { mainForm } from './fill.ts'
import { fillForm } from './fill-form.ts'

/** The receipt code on a page, as a person would copy it; undefined when there is none. */
export function codeOn(text: string): string | undefined {
  return text.match(/\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}-[0-9A-Z]\b/g)?.find((candidate) => parseCode(candidate) !== undefined)
}

/** Comes back another day, types the code and takes back everything, or only the words. */
export async function withdrawWith(browser: Browser, typed: string, what: 'everything' | 'words'): Promise<void> {
  browser.close()
  const shown = await browser.open('/withdraw')
  const form = mainForm(shown)
  const button = form.submits.find((submit) => submit.value === what)
  if (!button) throw new VisitFailed(`/withdraw has no button for ${what}`)
  const done = await browser.submit(shown, fillForm(form, { [FIELD.code]: [typed] }), button)
  const asksAgain = done.page.forms.some((each) => each.controls.some((control) => control.name === FIELD.code))
  if (done.status !== 200 || asksAgain) throw new VisitFailed(`/withdraw did not take a code that was shown (${done.status})`)
}
