import type { HtmlEscapedString } from 'hono/utils/html'

/** The HTML of a page, from its elements. */
export async function renderPage(page: HtmlEscapedString | Promise<HtmlEscapedString>): Promise<string> {
  return `<!doctype html>${await page}`
}
