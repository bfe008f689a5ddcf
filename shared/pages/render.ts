import type { HtmlEscapedString } from 'hono/utils/html'

/** The text of a page. */
export async function renderPage(page: HtmlEscapedString | Promise<HtmlEscapedString>): Promise<string> {
  return `<!doctype html>${await page}`
}
