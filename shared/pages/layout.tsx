import { raw } from 'hono/html'
import type { PropsWithChildren } from 'hono/jsx'
import { STYLE } from './style.ts'
import type { Words } from './words/en.ts'

/** What every page of a visit has around it. */
export type Frame = {
  readonly words: Words
  /** Of the survey's own text, BCP 47. */
  readonly language: string
  readonly supportAt: string
  /** Where the stop button posts to; absent where nothing has begun. */
  readonly stopAt?: string
}

type LayoutProps = PropsWithChildren<{
  readonly frame: Frame
  /** Neutral, as it stays in a browser's history: never a survey's topic or a question. */
  readonly title: string
  readonly back?: string | undefined
  /** Marks the title, so that a screen reader says it first. */
  readonly hasError?: boolean
}>

/** A whole page. The second stop of the tab key is the way out, in the same place everywhere. */
export function Layout({ frame, title, back, hasError, children }: LayoutProps) {
  const { words } = frame
  return (
    <html lang={frame.language}>
      <head>
        <meta charset="utf-8" />
        <title>{(hasError ? words.errorPrefix : '') + words.title(title)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="data:," />
        <style>{raw(STYLE)}</style>
      </head>
      <body>
        <a class="skip" href="#main">
          {words.skipToContent}
        </a>
        <header class="top">
          <div>
            <a class="button leave" href="/leave" rel="noreferrer">
              {words.leave}
            </a>
            <span class="site">{words.site}</span>
          </div>
        </header>
        <div class="page">
          {back && (
            <a class="back" href={back}>
              {words.back}
            </a>
          )}
          <main id="main" tabindex={-1}>
            {children}
          </main>
          <footer class="foot">
            <a class="text-link" href={frame.supportAt}>
              {words.foot.support}
            </a>
            {frame.stopAt && (
              <form method="post" action={frame.stopAt}>
                <button class="plain" type="submit">
                  {words.foot.stop}
                </button>
              </form>
            )}
            <a class="text-link" href="/withdraw">
              {words.foot.withdraw}
            </a>
          </footer>
        </div>
      </body>
    </html>
  )
}
