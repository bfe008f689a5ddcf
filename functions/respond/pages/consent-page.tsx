import { consentTextHash } from '#shared/consent/record.ts'
import { Button, Buttons } from '#shared/pages/controls/buttons.tsx'
import { ErrorSummary } from '#shared/pages/controls/error-summary.tsx'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { Layout } from '#shared/pages/page-layout.tsx'
import { InvitationBox } from '../abuse/invitation-box.tsx'
import { FIELD, GO } from '../fields.ts'
import { pathsOf } from '../paths.ts'
import { type ConsentErrors, ConsentQuestions, Details, KeyFacts } from './consent-parts.tsx'
import { inLanguage } from './page-frames.ts'
import type { FormState, SurveyPageProps } from './page-props.ts'
import { type Notice, NoticeBox } from './reference-line.tsx'

/** The reason why a person who has agreed before is asked again. */
export type AskedAgain = 'changed' | 'otherLanguage'

type ConsentPageProps = SurveyPageProps &
  FormState<ConsentErrors> & {
    readonly again?: AskedAgain | undefined
    readonly notice?: Notice | undefined
    /** The visit was admitted before: nothing more is asked. */
    readonly isAdmitted?: boolean
  }

/** Key facts, details, the two questions. The form names the text it stands under, so that nobody agrees to one they have not seen. */
export function ConsentPage({ frame, edition, language, values, errors, again, notice, isAdmitted }: ConsentPageProps) {
  const { words } = frame
  const { survey } = edition
  const paths = pathsOf(edition.link)
  const parts = { survey, language, words }
  return (
    <Layout
      frame={frame}
      title={words.consent.title}
      back={inLanguage(paths.start, survey, language)}
      hasError={consentErrors(errors).length > 0}
      hasEntries
    >
      <ErrorSummary errors={consentErrors(errors)} words={words} />
      <h1>{words.consent.heading}</h1>
      {again && <p class="note">{words.consent[again]}</p>}
      {notice && <NoticeBox words={words} {...notice} />}
      <KeyFacts {...parts} />
      <Details {...parts} />
      <form id={FORM_ID} method="post" action={inLanguage(paths.consent, survey, language)} novalidate autocomplete="off">
        <input type="hidden" name={FIELD.consentText} value={consentTextHash(survey, language)} />
        <ConsentQuestions {...parts} values={values} errors={errors} level={2} />
        {survey.access && !isAdmitted && <InvitationBox words={words} values={values} error={errors.invitation} level={2} />}
        <Buttons>
          <Button>{words.consent.agree}</Button>
          <Button name={FIELD.go} value={GO.decline} second>
            {words.consent.decline}
          </Button>
        </Buttons>
      </form>
    </Layout>
  )
}

export function consentErrors(errors: ConsentErrors) {
  return [
    ...(errors.adult ? [{ field: FIELD.adult, message: errors.adult }] : []),
    ...(errors.purpose ? [{ field: FIELD.purpose, message: errors.purpose }] : []),
    ...(errors.invitation ? [{ field: FIELD.invitation, message: errors.invitation }] : []),
  ]
}
