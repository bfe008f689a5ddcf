import { HtmlValidate } from 'html-validate'
import type { Page } from 'playwright-core'

const validate = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  // Our two files come from where the page comes from.
  rules: { 'require-sri': ['error', { target: 'crossorigin' }] },
})

/** Keeps the page that was sent last: what a browser makes of it may hide a fault. Call the result at each page. */
export function htmlFindings(page: Page): () => Promise<string[]> {
  let sent = Promise.resolve('')
  page.on('response', (response) => {
    if (!response.request().isNavigationRequest() || response.status() === 303) return
    sent = response.text()
    // A page that was left before anybody looked at it has no text to be had any more, and none is asked for.
    sent.catch(() => {})
  })
  return async () => faultsOf(await sent)
}

export async function faultsOf(html: string): Promise<string[]> {
  const report = await validate.validateString(html)
  return report.results.flatMap((result) => result.messages).map(({ ruleId, message, selector }) => `${ruleId} ${message} ${selector}`)
}
