import { LONGEST_CONTACT } from '#shared/follow-up/contact.ts'
import { Button, Buttons } from '#shared/pages/controls/buttons.tsx'
import { ErrorSummary } from '#shared/pages/controls/error-summary.tsx'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { TextArea } from '#shared/pages/controls/text-field.tsx'
import { Layout } from '#shared/pages/page-layout.tsx'
import { textsFor } from '#shared/survey/survey.ts'
import { Trap } from '../abuse/trap.tsx'
import { FIELD } from '../fields.ts'
import { pathsOf } from '../paths.ts'
import { inLanguage } from './page-frames.ts'
import type { SurveyPageProps } from './page-props.ts'
import { numberIn } from './page-texts.ts'
import { type Notice, NoticeBox } from './reference-line.tsx'

type ContactPageProps = SurveyPageProps & {
  readonly typed: string
  readonly error?: string
  readonly notice?: Notice
  /** Shown again because a machine, or a browser by itself, filled in what people cannot see. */
  readonly isAgain?: boolean
}

/** One box, on a page of its own that knows nothing of any answers. */
export function ContactPage({ frame, edition, language, typed, error, notice, isAgain }: ContactPageProps) {
  const { words } = frame
  const { contact } = words.access
  return (
    <Layout frame={frame} title={contact.title} hasError={error !== undefined} hasEntries>
      <ErrorSummary errors={error ? [{ field: FIELD.contact, message: error }] : []} words={words} />
      <h1>{contact.heading}</h1>
      {notice && <NoticeBox words={words} {...notice} />}
      <p>{contact.lead}</p>
      <p>{contact.apart}</p>
      <p>{contact.remove(textsFor(edition.survey, language).consent.controller.contact)}</p>
      <form
        id={FORM_ID}
        method="post"
        action={inLanguage(pathsOf(edition.link).contact, edition.survey, language)}
        novalidate
        autocomplete="off"
      >
        <TextArea
          field={FIELD.contact}
          level={2}
          text={contact.label}
          hint={contact.hint(numberIn(language, LONGEST_CONTACT))}
          error={error}
          value={typed}
        />
        {!isAgain && <Trap words={words} />}
        <Buttons>
          <Button>{contact.button}</Button>
        </Buttons>
      </form>
    </Layout>
  )
}

export function ContactKeptPage({ frame, edition, language }: SurveyPageProps) {
  const { contact } = frame.words.access
  return (
    <Layout frame={frame} title={contact.title}>
      <h1>{contact.doneHeading}</h1>
      <p>{contact.done}</p>
      <p>{contact.remove(textsFor(edition.survey, language).consent.controller.contact)}</p>
    </Layout>
  )
}
