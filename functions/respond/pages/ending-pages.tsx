import type { PropsWithChildren } from 'hono/jsx'
import type { PageErrorCode } from '#shared/errors/page-errors.ts'
import { Button, Buttons } from '#shared/pages/controls/buttons.tsx'
import { type Frame, Layout } from '#shared/pages/page-layout.tsx'
import { pathsOf } from '../paths.ts'
import { inLanguage } from './page-frames.ts'
import type { SurveyPageProps } from './page-props.ts'
import { ReferenceLine } from './reference-line.tsx'
import { SupportList } from './support-page.tsx'

/** The pages at the end of a visit, after which nothing is left on the device. */

type EndingProps = PropsWithChildren<{
  readonly frame: Frame
  readonly heading: string
  readonly lines: readonly string[]
  /** Where the visit ended by an error. */
  readonly code?: PageErrorCode
}>

function Ending({ frame, heading, lines, code, children }: EndingProps) {
  return (
    <Layout frame={frame} title={frame.words.ending.title}>
      <h1>{heading}</h1>
      {lines.map((line) => (
        <p>{line}</p>
      ))}
      {children}
      {code && <ReferenceLine words={frame.words} code={code} />}
    </Layout>
  )
}

export function MinorPage({ frame, edition, language }: SurveyPageProps) {
  const { ending } = frame.words
  return (
    <Ending frame={frame} heading={ending.minorHeading} lines={[ending.minor, ending.minorSupport]}>
      <SupportList entries={edition.survey.support} language={language} words={frame.words} />
    </Ending>
  )
}

export function DeclinedPage({ frame }: { readonly frame: Frame }) {
  const { ending } = frame.words
  return <Ending frame={frame} heading={ending.declinedHeading} lines={[ending.declined, ending.history]} />
}

/** Before anything is deleted: what will happen, and a way back to where the person was. */
export function AskToStopPage({ frame, edition, language, back }: SurveyPageProps & { readonly back: string }) {
  const { stop } = frame.words
  return (
    <Layout frame={frame} title={stop.title} back={back}>
      <h1>{stop.heading}</h1>
      <p>{stop.what}</p>
      <form method="post" action={inLanguage(pathsOf(edition.link).stop(), edition.survey, language)}>
        <Buttons>
          <Button>{stop.button}</Button>
          <a class="button second" href={back}>
            {stop.keep}
          </a>
        </Buttons>
      </form>
    </Layout>
  )
}

export function StoppedPage({ frame }: { readonly frame: Frame }) {
  const { ending } = frame.words
  return <Ending frame={frame} heading={ending.stoppedHeading} lines={[ending.stopped, ending.stoppedSent, ending.history]} />
}

/** Stop was pressed where no visit is: it never began, was sent, or is deleted already. */
export function NothingToStopPage({ frame }: { readonly frame: Frame }) {
  const { ending } = frame.words
  return <Ending frame={frame} heading={ending.nothingHeading} lines={[ending.nothing, ending.stoppedSent, ending.history]} />
}

export function EndedPage({ frame, edition, language }: SurveyPageProps) {
  const { ending } = frame.words
  return (
    <Ending frame={frame} code="R04" heading={ending.endedHeading} lines={[ending.ended]}>
      <p>
        <a class="button" href={inLanguage(pathsOf(edition.link).start, edition.survey, language)}>
          {ending.again}
        </a>
      </p>
    </Ending>
  )
}

/** A survey that is closed for good. Answers that people sent can still be deleted. `since`: the time at which it closed by itself, if it did. */
export function ClosedPage({ frame, edition, language, since }: SurveyPageProps & { readonly since?: string | undefined }) {
  const { ending, closing } = frame.words
  const lines = [...(since === undefined ? [] : [closing.was(since)]), ending.closed, ...(frame.stopAt ? [ending.closedBegun] : [])]
  return (
    <Ending frame={frame} code="R03" heading={ending.closedHeading} lines={lines}>
      <p>
        {ending.closedWithdraw} <a href={frame.withdrawAt}>{frame.words.foot.withdraw}</a>
      </p>
      <p>{ending.closedSupport}</p>
      <SupportList entries={edition.survey.support} language={language} words={frame.words} />
    </Ending>
  )
}

/** A survey that is closed for a while. A visit that was begun can go on afterwards. */
export function PausedPage({ frame, edition, language }: SurveyPageProps) {
  const { ending } = frame.words
  return (
    <Ending frame={frame} code="R02" heading={ending.pausedHeading} lines={[ending.paused, ...(frame.stopAt ? [ending.pausedBegun] : [])]}>
      <p>
        <a class="button" href={inLanguage(pathsOf(edition.link).start, edition.survey, language)}>
          {ending.lookAgain}
        </a>
      </p>
    </Ending>
  )
}

/** A page that could be seen for a while after a form, such as a receipt. */
export function GonePage({ frame }: { readonly frame: Frame }) {
  const { ending } = frame.words
  return (
    <Ending frame={frame} code="R05" heading={ending.goneHeading} lines={[ending.gone, ending.goneCode]}>
      <p>
        <a href={frame.withdrawAt}>{frame.words.foot.withdraw}</a>
      </p>
    </Ending>
  )
}

/** For a browser that keeps no cookies: answering one question a page needs them. */
export function CookiesPage({ frame, edition, language }: SurveyPageProps) {
  const { ending } = frame.words
  const paths = pathsOf(edition.link)
  return (
    <Ending frame={frame} code="R06" heading={ending.cookiesHeading} lines={[ending.cookies, ending.cookiesWhat]}>
      <div class="go">
        <a class="button" href={inLanguage(paths.all, edition.survey, language)}>
          {frame.words.start.all}
        </a>
        <a class="button second" href={inLanguage(paths.consent, edition.survey, language)}>
          {ending.cookiesAgain}
        </a>
      </div>
    </Ending>
  )
}

export function MissingPage({ frame }: { readonly frame: Frame }) {
  const { ending } = frame.words
  return <Ending frame={frame} code="R01" heading={ending.missingHeading} lines={[ending.missing]} />
}

type TroubleProps = { readonly frame: Frame; readonly heading: string; readonly text: string; readonly code: PageErrorCode }

/** Something went wrong, told without detail. */
export function TroublePage({ frame, heading, text, code }: TroubleProps) {
  return (
    <Layout frame={frame} title={frame.words.trouble.title}>
      <h1>{heading}</h1>
      <p>{text}</p>
      <ReferenceLine words={frame.words} code={code} />
    </Layout>
  )
}
