import { raw } from 'hono/html'
import type { PropsWithChildren } from 'hono/jsx'
import { directionOf, LANGUAGES, type PageLanguage } from '#shared/languages.ts'
import { PageHead } from '#shared/pages/page-head.tsx'
import { STYLE } from '#shared/pages/style.ts'
import { addresses } from '../addresses.ts'
import { siteWords } from '../words/words-of-site.ts'

/** The parts around every page of the site. */
export type SiteFrame = {
  readonly language: PageLanguage
  /** The reader chose it: links keep it. */
  readonly isChosen: boolean
  /** The path of the page itself. */
  readonly path: string
  /** The community; absent where there is no board. */
  readonly group?: string
  readonly isDemonstration?: boolean
}

type SitePageProps = PropsWithChildren<{
  readonly frame: SiteFrame
  readonly title: string
  /** Words that the reader looked for: the page in another language looks for them too. */
  readonly wanted?: string
  /** Data for catalogues: JSON-LD. */
  readonly data?: string
}>

/** A link within the site, which keeps the language that the reader chose. */
export function linkTo(path: string, { isChosen, language }: Pick<SiteFrame, 'isChosen' | 'language'>): string {
  return isChosen ? `${path}?lang=${language}` : path
}

/** A page of the published results. It works without a script and loads nothing. */
export function SitePage({ frame, title, wanted = '', data, children }: SitePageProps) {
  const words = siteWords(frame.language)
  const inLanguage = (lang: PageLanguage) => `${frame.path}?${new URLSearchParams(wanted === '' ? { lang } : { q: wanted, lang })}`
  return (
    <html lang={frame.language} dir={directionOf(frame.language)}>
      <PageHead title={frame.group ? `${title} – ${frame.group}` : title}>
        <link rel="alternate" type="application/atom+xml" href={addresses.feed} title={words.feed} />
        <style>{raw(STYLE)}</style>
        {data && <script type="application/ld+json">{raw(data.replaceAll('<', '\\u003c'))}</script>}
      </PageHead>
      <body>
        <a class="skip" href="#main">
          {words.skip}
        </a>
        <header>
          <div>
            <span>
              <a class="link" href={linkTo(addresses.list, frame)}>
                {words.results}
              </a>
            </span>
          </div>
        </header>
        <div class="page">
          <nav class="bar" aria-label={words.languages}>
            <ul class="tongues" style="list-style:none;padding:0;margin-block:0">
              {(Object.keys(LANGUAGES) as PageLanguage[])
                .filter((each) => each !== frame.language)
                .map((each) => (
                  <li>
                    <a class="link" href={inLanguage(each)} lang={each} hreflang={each} dir={LANGUAGES[each].dir}>
                      {LANGUAGES[each].name}
                    </a>
                  </li>
                ))}
            </ul>
          </nav>
          <main id="main" tabindex={-1}>
            {frame.isDemonstration && <p class="note">{words.demonstrationBoard}</p>}
            {children}
          </main>
          <footer>
            <a class="link" href={addresses.feed}>
              {words.feed}
            </a>
            <a class="link" href={addresses.ledger}>
              {words.ledger}
            </a>
          </footer>
        </div>
      </body>
    </html>
  )
}
