import { raw } from 'hono/html'
import type { PropsWithChildren } from 'hono/jsx'
import { FORM_ID, LanguageSwitch, type Switch } from './controls/language-switch.tsx'
import { LeaveSiteLink } from './controls/leave-site-link.tsx'
import { LinkOrSubmit } from './controls/link-or-submit.tsx'
import { STYLE_AT, scriptAt } from './page-files.ts'
import { STYLE } from './style.ts'
import { WholePage } from './whole-page.tsx'
import type { Words } from './words/en.ts'

/** The parts around every page of a visit. */
export type Frame = {
  readonly words: Words
  /** The language of the survey's own text, BCP 47. */
  readonly language: string
  readonly supportAt: string
  /** The page where sent answers can be taken back. */
  readonly withdrawAt: string
  /** The page that asks before it deletes; absent where nothing has begun. */
  readonly stopAt?: string
  /** Absent where the page is all there is of it, such as a receipt, and where there is one language. */
  readonly languages?: Switch
  /** Says that nobody from the community has gone through this language. */
  readonly isUnreviewed?: boolean
  /** The survey is being tried out: every page says so. */
  readonly isTrial?: boolean
  /** No community decided on it: every page says so. */
  readonly isDemonstration?: boolean
  /** The survey has closed, and who has begun can still send: until when. */
  readonly lastHour?: string
}

type LayoutProps = PropsWithChildren<{
  readonly frame: Frame
  /** Neutral, as it stays in a browser's history: never a survey's topic or a question. */
  readonly title: string
  readonly back?: string | undefined
  /** The page has entries: all that leads away from it, other than leaving the site, is a button of its form. */
  readonly hasEntries?: boolean
  /** Marks the title, so that a screen reader says it first. */
  readonly hasError?: boolean
  /** One of the pages of a visit, which follow each other: they share the file of styles. Any other has them inside. */
  readonly isOnTheWay?: boolean
  /** The first page behind a link: one request brings all of it, without the script. */
  readonly isFirst?: boolean
}>

/** A whole page. The second stop of the tab key is the way out, in the same place everywhere. */
export function Layout({ frame, title, back, hasError, hasEntries, isOnTheWay, isFirst, children }: LayoutProps) {
  const { words } = frame
  const form = hasEntries ? FORM_ID : undefined
  const head = (
    <>
      {isOnTheWay ? <link rel="stylesheet" href={STYLE_AT} /> : <style>{raw(STYLE)}</style>}
      {!isFirst && <script src={scriptAt(words)} defer />}
    </>
  )
  const bar = (
    <>
      <span>{words.site}</span>
      <LeaveSiteLink text={words.leave} />
    </>
  )
  return (
    <WholePage
      language={frame.language}
      title={(hasError ? words.errorPrefix : '') + words.title(title)}
      skip={words.skipToContent}
      {...{ head, bar }}
    >
      {(back || frame.languages) && (
        <div class="bar">
          {(hasEntries || (frame.languages && 'form' in frame.languages)) && (
            // Enter in a field presses the first button of its form: that must be the one that goes on.
            <button type="submit" form={FORM_ID} hidden>
              {words.goOn}
            </button>
          )}
          {back && (
            <LinkOrSubmit href={back} form={form} by="back" class="back">
              <span aria-hidden="true">‹</span> {words.back}
            </LinkOrSubmit>
          )}
          {frame.languages && <LanguageSwitch by={frame.languages} words={words} />}
        </div>
      )}
      {frame.isTrial && <p class="soft">{words.trial}</p>}
      {frame.isDemonstration && <p class="soft">{words.demonstration}</p>}
      {frame.lastHour && <p class="note">{frame.lastHour}</p>}
      {frame.isUnreviewed && <p class="soft">{words.notReviewed}</p>}
      <main id="main" tabindex={-1}>
        {children}
      </main>
      <footer>
        <LinkOrSubmit href={frame.supportAt} form={form} by="support">
          {words.foot.support}
        </LinkOrSubmit>
        <LinkOrSubmit href={frame.withdrawAt} form={form} by="withdraw">
          {words.foot.withdraw}
        </LinkOrSubmit>
        {frame.stopAt && (
          <LinkOrSubmit href={frame.stopAt} form={form} by="stop" class="stop">
            {words.foot.stop}
          </LinkOrSubmit>
        )}
      </footer>
    </WholePage>
  )
}
