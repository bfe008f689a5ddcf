import { raw } from 'hono/html'
import type { PropsWithChildren } from 'hono/jsx'
import { directionOf } from '../languages.ts'
import { LanguageSwitch, type Switch } from './controls/language-switch.tsx'
import { STYLE_AT, scriptAt } from './files.ts'
import { STYLE } from './style.ts'
import type { Words } from './words/en.ts'

/** What every page of a visit has around it. */
export type Frame = {
  readonly words: Words
  /** Of the survey's own text, BCP 47. */
  readonly language: string
  readonly supportAt: string
  /** The page where sent answers can be taken back. */
  readonly withdrawAt: string
  /** Where the stop button posts to; absent where nothing has begun. */
  readonly stopAt?: string
  /** Absent where the page is all there is of it, such as a receipt, and where there is one language. */
  readonly languages?: Switch
  /** Says that nobody from the community has gone through this language. */
  readonly isUnreviewed?: boolean
}

type LayoutProps = PropsWithChildren<{
  readonly frame: Frame
  /** Neutral, as it stays in a browser's history: never a survey's topic or a question. */
  readonly title: string
  readonly back?: string | undefined
  /** Marks the title, so that a screen reader says it first. */
  readonly hasError?: boolean
  /** One of the pages of a visit, which follow each other: they share the file of styles. Any other has them inside. */
  readonly isOnTheWay?: boolean
  /** Where a link leads to: it is whole in one request, and comes without the script. */
  readonly isFirst?: boolean
}>

/** A whole page. The second stop of the tab key is the way out, in the same place everywhere. */
export function Layout({ frame, title, back, hasError, isOnTheWay, isFirst, children }: LayoutProps) {
  const { words } = frame
  return (
    <html lang={frame.language} {...(directionOf(frame.language) === 'rtl' ? { dir: 'rtl' } : {})}>
      <head>
        <meta charset="utf-8" />
        <title>{(hasError ? words.errorPrefix : '') + words.title(title)}</title>
        <meta name="viewport" content="width=device-width" />
        <link rel="icon" href="data:," />
        {isOnTheWay ? <link rel="stylesheet" href={STYLE_AT} /> : <style>{raw(STYLE)}</style>}
        {!isFirst && <script src={scriptAt(words)} defer />}
      </head>
      <body>
        <a class="skip" href="#main">
          {words.skipToContent}
        </a>
        <header>
          <div>
            <span>{words.site}</span>
            <a class="button leave" href="/leave" rel="noreferrer">
              {words.leave}
            </a>
          </div>
        </header>
        <div class="page">
          {(back || frame.languages) && (
            <div class="bar">
              {back && (
                <a class="link back" href={back}>
                  <span aria-hidden="true">‹</span> {words.back}
                </a>
              )}
              {frame.languages && <LanguageSwitch by={frame.languages} words={words} />}
            </div>
          )}
          {frame.isUnreviewed && <p class="soft">{words.notReviewed}</p>}
          <main id="main" tabindex={-1}>
            {children}
          </main>
          <footer>
            <a class="link" href={frame.supportAt}>
              {words.foot.support}
            </a>
            {frame.stopAt && (
              <form method="post" action={frame.stopAt}>
                <button class="plain" type="submit">
                  {words.foot.stop}
                </button>
              </form>
            )}
            <a class="link" href={frame.withdrawAt}>
              {words.foot.withdraw}
            </a>
          </footer>
        </div>
      </body>
    </html>
  )
}
