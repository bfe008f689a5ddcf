import type { Child, PropsWithChildren } from 'hono/jsx'
import { directionOf } from '../languages.ts'
import { PageHead } from './page-head.tsx'

type Props = PropsWithChildren<{
  readonly language: string
  /** As the browser shows it, with all that stands before and after it. */
  readonly title: string
  /** Styles and scripts. */
  readonly head: Child
  /** The text of the link that skips to the content. */
  readonly skip: string
  /** The bar at the top. */
  readonly bar: Child
}>

/** The document around every page, of people who answer and of the board. The first stop of the tab key skips to what its children put under the id main. */
export function WholePage({ language, title, head, skip, bar, children }: Props) {
  return (
    <html lang={language} {...(directionOf(language) === 'rtl' ? { dir: 'rtl' } : {})}>
      <PageHead title={title}>{head}</PageHead>
      <body>
        <a class="skip" href="#main">
          {skip}
        </a>
        <header>
          <div>{bar}</div>
        </header>
        <div class="page">{children}</div>
      </body>
    </html>
  )
}
