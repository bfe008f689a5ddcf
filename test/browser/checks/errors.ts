import type { Page } from 'playwright-core'

type Seen = {
  readonly title: string
  readonly focused: boolean
  readonly isFirst: boolean
  readonly links: readonly { readonly says: string; readonly leadsTo: string | null; readonly saysThere: boolean }[]
}

const SEEN = `(() => {
  const alert = document.querySelector('[role=alert]')
  if (!alert) return null
  return {
    title: document.title,
    focused: document.activeElement === alert,
    isFirst: document.querySelector('main').firstElementChild === alert,
    links: [...alert.querySelectorAll('a')].map(link => {
      const field = document.getElementById(link.hash.slice(1))
      const described = (field?.closest('[aria-describedby]')?.getAttribute('aria-describedby') ?? '').split(' ')
      return { says: link.textContent, leadsTo: field?.localName ?? null,
        saysThere: described.some(id => document.getElementById(id)?.textContent === link.textContent) }
    }),
  }
})()`

const FOCUSED = `(() => { const alert = document.querySelector('[role=alert]'); return !alert || document.activeElement === alert })()`
const FEW_SECONDS = 5000

/** A page with errors says so in its title, leads the reader to a list of them, and each of them to its field, in the same words. */
export async function errorFindings(page: Page, prefix: string): Promise<string[]> {
  await page.waitForLoadState('domcontentloaded')
  // The browser moves the focus with a later frame. What it never moves is found below.
  await page.waitForFunction(FOCUSED, undefined, { timeout: FEW_SECONDS }).catch(() => undefined)
  const seen = await page.evaluate<Seen | null>(SEEN)
  if (!seen) return []
  return [
    ...(seen.title.startsWith(prefix) ? [] : [`title: ${seen.title}`]),
    ...(seen.focused && seen.isFirst ? [] : ['the list of errors is not first, or not focused']),
    ...(seen.links.length > 0 ? [] : ['no error leads to its field']),
    ...seen.links.filter(({ leadsTo, saysThere }) => !leadsTo || !saysThere).map(({ says }) => `not said at its field: ${says}`),
  ]
}
