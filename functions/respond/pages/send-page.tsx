import { Button, Buttons } from '#shared/pages/controls/buttons.tsx'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { Layout } from '#shared/pages/page-layout.tsx'
import { Trap } from '../abuse/trap.tsx'
import { AskForWork } from '../abuse/work.tsx'
import { pathsOf } from '../paths.ts'
import { inLanguage } from './page-frames.ts'
import type { SurveyPageProps } from './page-props.ts'
import { NoticeBox, ReferenceLine } from './reference-line.tsx'

type SendPageProps = SurveyPageProps & {
  readonly back: string
  /** Whether Send was pressed before without an answer, so that it is not known what was stored. */
  readonly waiting: boolean
  /** Shown again because a machine, or a browser by itself, filled in what people cannot see. */
  readonly isAgain?: boolean
  /** The challenge that the browser is asked to work on, if the survey asks for work. */
  readonly challenge?: string | undefined
}

/** The last page before the answers go. */
export function SendPage({ frame, edition, language, back, waiting, isAgain, challenge }: SendPageProps) {
  const { words } = frame
  const paths = pathsOf(edition.link)
  return (
    <Layout frame={frame} title={words.send.title} back={waiting ? undefined : back} isOnTheWay>
      <h1>{words.send.heading}</h1>
      {waiting && <p class="note">{words.send.waiting}</p>}
      {isAgain && <NoticeBox words={words} text={words.access.trap.filled} code="R13" />}
      <p>{words.send.what}</p>
      <p>{words.send.code}</p>
      <p>
        <strong>{words.send.pen}</strong>
      </p>
      <form id={FORM_ID} method="post" action={inLanguage(paths.send, edition.survey, language)}>
        {!waiting && !isAgain && <Trap words={words} />}
        {!waiting && <AskForWork words={words} challenge={challenge} />}
        <Buttons>
          <Button>{words.send.button}</Button>
          {!waiting && (
            <a class="button second" href={paths.check}>
              {words.send.again}
            </a>
          )}
        </Buttons>
      </form>
    </Layout>
  )
}

/** A store did not answer: what was written is still in the draft, and sending again goes on where it stopped. */
export function NotSentPage({ frame, edition, language }: SurveyPageProps) {
  const { words } = frame
  return (
    <Layout frame={frame} title={words.failed.title} isOnTheWay>
      <h1>{words.failed.heading}</h1>
      <p>{words.failed.text}</p>
      <form method="post" action={inLanguage(pathsOf(edition.link).send, edition.survey, language)}>
        <Buttons>
          <Button>{words.failed.button}</Button>
        </Buttons>
      </form>
      <ReferenceLine words={words} code="R08" />
    </Layout>
  )
}
