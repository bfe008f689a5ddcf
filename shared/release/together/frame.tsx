import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { directionOf } from '#shared/languages.ts'
import { SAVE_SCRIPT } from '../page/script.ts'
import { FINDING_STYLE } from '../page/style.ts'
import { pageWords } from '../page/words-of-page.ts'
import { standingInWords } from '../standing-in-words.ts'
import type { Company, ComparedRelease } from './together.ts'

type FrameProps = { readonly language: string; readonly title: string; readonly children: Child }

/** A page of several releases: it opens from a USB stick and prints, like that of one. */
export function TogetherFrame({ language, title, children }: FrameProps) {
  const words = pageWords(language)
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{raw(FINDING_STYLE)}</style>
      </head>
      <body data-save={words.save}>
        <main>{children}</main>
        <script>{raw(SAVE_SCRIPT)}</script>
      </body>
    </html>
  )
}

/** What a reader has to know first of releases that stand together. */
export function firstOf(sources: readonly ComparedRelease[], { trial }: Company, language: string): readonly string[] {
  const { together, standing } = pageWords(language)
  const isMadeUp = sources.some(({ read }) => read.status.people === 'made-up')
  return [trial ? together.trial : together.approved, ...(isMadeUp ? [standing.madeUp] : [])]
}

export function SourceList({ sources, language }: { sources: readonly ComparedRelease[]; language: string }) {
  const { together } = pageWords(language)
  return (
    <ul>
      {sources.map(({ name, read }) => (
        <li>{together.source(name, read.release, read.date, standingInWords(read.status, language).mark, read.id)}</li>
      ))}
    </ul>
  )
}
