import { consentTextHash } from '#shared/consent/record.ts'
import { Button, Buttons } from '#shared/pages/controls/buttons.tsx'
import { ErrorSummary } from '#shared/pages/controls/error-summary.tsx'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { Layout } from '#shared/pages/page-layout.tsx'
import type { FieldError } from '#shared/survey/form.ts'
import { textsFor } from '#shared/survey/survey.ts'
import { InvitationBox } from '../abuse/invitation-box.tsx'
import { Trap } from '../abuse/trap.tsx'
import { AskForWork } from '../abuse/work.tsx'
import { FIELD } from '../fields.ts'
import { pathsOf } from '../paths.ts'
import { ClosingLine } from './closing-line.tsx'
import { consentErrors } from './consent-page.tsx'
import { type ConsentErrors, ConsentQuestions, Details, KeyFacts } from './consent-parts.tsx'
import { OnePageSection } from './one-page-section.tsx'
import { inLanguage } from './page-frames.ts'
import type { FormState, SurveyPageProps } from './page-props.ts'
import { fieldInError, messageFor } from './page-texts.ts'
import { OwnBack } from './question-page.tsx'
import { type Notice, NoticeBox } from './reference-line.tsx'

export type OnePageErrors = { readonly consent: ConsentErrors; readonly answers: Readonly<Record<string, FieldError>> }

type AllPageProps = SurveyPageProps &
  FormState<OnePageErrors> & {
    /** Random, new with each fresh page: makes a double click one response. */
    readonly nonce: Uint8Array
    readonly notice?: Notice | undefined
    /** Shown again because a machine, or a browser by itself, filled in what people cannot see. */
    readonly isAgain?: boolean
    /** The challenge that the browser is asked to work on, if the survey asks for work. */
    readonly challenge?: string | undefined
  }

/** The whole survey, its consent included, in one form. It works once it is loaded, and on paper. */
export function OnePageForm({ frame, edition, language, values, errors, nonce, notice, isAgain, challenge }: AllPageProps) {
  const { words } = frame
  const { survey, steps } = edition
  const texts = textsFor(survey, language)
  const paths = pathsOf(edition.link)
  const parts = { survey, language, words }
  const questions = steps.flatMap((step) => (step.kind === 'question' ? [step.question] : []))
  const numbers = new Map(questions.map((question, index) => [question.id, index + 1]))
  const wrong = [
    ...consentErrors(errors.consent),
    ...Object.entries(errors.answers).map(([id, error]) => ({
      field: fieldInError(id, error),
      message: messageFor(error, words, language),
    })),
  ]
  return (
    <Layout frame={frame} title={words.all.title} back={inLanguage(paths.start, survey, language)} hasError={wrong.length > 0} hasEntries>
      <ErrorSummary errors={wrong} words={words} />
      <h1>{texts.title}</h1>
      {notice && <NoticeBox words={words} {...notice} />}
      <p>{words.all.lead}</p>
      <ClosingLine {...parts} />
      <OwnBack words={words} />
      <form id={FORM_ID} method="post" action={inLanguage(paths.all, survey, language)} novalidate autocomplete="off">
        <input type="hidden" name={FIELD.nonce} value={Buffer.from(nonce).toString('hex')} />
        <input type="hidden" name={FIELD.edition} value={edition.version.hash} />
        <input type="hidden" name={FIELD.consentText} value={consentTextHash(survey, language)} />
        <h2>{words.consent.heading}</h2>
        <KeyFacts {...parts} />
        <Details {...parts} />
        <ConsentQuestions {...parts} values={values} errors={errors.consent} level={3} />
        {survey.access && <InvitationBox words={words} values={values} error={errors.consent.invitation} level={3} />}
        {[...new Set(steps.map((step) => step.section))].map((section, index) => (
          <OnePageSection
            {...{ section, survey, texts, words, language, values, numbers }}
            part={index + 1}
            seed={nonce}
            errors={errors.answers}
          />
        ))}
        <h2>{words.send.heading}</h2>
        <p>{words.send.what}</p>
        <p>{words.send.code}</p>
        <p>
          <strong>{words.send.pen}</strong>
        </p>
        {!isAgain && <Trap words={words} />}
        <AskForWork words={words} challenge={challenge} />
        <Buttons>
          <Button>{words.send.button}</Button>
        </Buttons>
      </form>
    </Layout>
  )
}
