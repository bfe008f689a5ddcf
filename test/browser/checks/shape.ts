import type { Page } from 'playwright-core'

// Text, and not a function for a locator: for that Playwright would send a large script of its own to every page.
const PARTS = `[...new Set([...document.querySelectorAll('main *')].map((each) =>
  [each.tagName, each.className, each.getAttribute('type'), each.hasAttribute('checked')].join(' ')))].sort().join('\\n')`

/** The elements of a page, whatever its words are: axe, which takes its time, would find the same of another page like it. */
export function shapeOf(page: Page): Promise<string> {
  return page.evaluate<string>(PARTS)
}
