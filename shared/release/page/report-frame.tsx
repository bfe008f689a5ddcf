import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { HtmlEscapedString } from 'hono/utils/html'
import { directionOf } from '#shared/languages.ts'
import { SAVE_SCRIPT } from './report-script.ts'
import { FINDING_STYLE } from './report-style.ts'
import { pageWords } from './words-of-page.ts'

type FrameProps = { readonly language: string; readonly title: string; readonly children: Child }

/** The end tags that HTML lets a page leave out: in tables they are a fortieth of its weight. */
const IMPLIED = /<\/(?:td|th|tr)>/g

export function pageBytes(page: HtmlEscapedString | Promise<HtmlEscapedString>): Uint8Array {
  return new TextEncoder().encode(`<!doctype html>\n${String(page).replace(IMPLIED, '')}\n`)
}

/** A page of one release or of several: it opens from a USB stick and prints, so it brings everything with it. */
export function PageFrame({ language, title, children }: FrameProps) {
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{raw(FINDING_STYLE)}</style>
      </head>
      <body data-save={pageWords(language).save} data-open={pageWords(language).openTables}>
        <main>{children}</main>
        <script>{raw(SAVE_SCRIPT)}</script>
      </body>
    </html>
  )
}
