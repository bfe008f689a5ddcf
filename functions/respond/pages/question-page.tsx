import { ErrorSummary } from '#shared/pages/controls/error-summary.tsx'
import { FORM_ID } from '#shared/pages/controls/language-switch.tsx'
import { LinkOrSubmit } from '#shared/pages/controls/link-or-submit.tsx'
import { Layout } from '#shared/pages/page-layout.tsx'
import type { Words } from '#shared/pages/words/en.ts'
import type { FieldValues } from '#shared/survey/form.ts'
import { type Section, textsFor } from '#shared/survey/survey.ts'
import { wordBoxOf } from '#shared/survey/word-boxes.ts'
import type { AskedQuestion } from '../visit/survey-steps.ts'
import { QuestionField, type QuestionFieldProps } from './question-field.tsx'
import { StepForm, type StepFrame } from './step-page.tsx'

type QuestionPageProps = StepFrame & {
  readonly section: Section
  readonly question: AskedQuestion
  /** As the person counts them. */
  readonly number: number
  readonly total: number | undefined
  readonly values: FieldValues
  /** The description of the form in its hidden field (visit/shown-form.ts). */
  readonly shown: string
  /** The words that another tab has saved here, where they differ. */
  readonly other?: string | undefined
  readonly seed: Uint8Array
  readonly band?: string | undefined
  readonly error?: string | undefined
} & Pick<QuestionFieldProps, 'wrongField' | 'found' | 'taken'>

/** One question a page; its text is the heading. */
export function QuestionPage({ section, question, number, total, error, ...page }: QuestionPageProps) {
  const { frame, edition, language, action, back, values, shown, other, seed, band, wrongField, found, taken } = page
  const { words } = frame
  const texts = textsFor(edition.survey, language)
  const sectionTexts = texts.sections[section.id]
  return (
    <Layout frame={frame} title={words.question.title(number)} back={back} hasError={error !== undefined} hasEntries isOnTheWay>
      <ErrorSummary errors={error ? [{ field: wrongField ?? question.id, message: error }] : []} words={words} />
      <p class="soft">
        {total === undefined ? sectionTexts?.title : words.question.placeOf(number, total, sectionTexts?.title ?? '')}
        {section.sensitive && (
          <>
            {' · '}
            <LinkOrSubmit href={frame.supportAt} form={FORM_ID} by="support">
              {words.note.supportLink}
            </LinkOrSubmit>
          </>
        )}
      </p>
      <StepForm action={action} goOn={words.goOn} skip={words.question.skip} shown={shown}>
        {other !== undefined && <OtherTab words={words} other={other} />}
        {wordBoxOf(question) && <OwnBack words={words} />}
        <QuestionField
          {...{ question, texts, words, values, language, seed, error, wrongField, found, taken, band }}
          level={1}
          stem={sectionTexts?.stem}
        />
      </StepForm>
    </Layout>
  )
}

/**
 * Without the script nothing saves what is being written. A browser could keep it, on the disk of a phone that others may
 * use: so it is told not to, and the person is told.
 */
export function OwnBack({ words }: { readonly words: Words }) {
  return (
    <noscript>
      <p class="soft">{words.question.ownBack}</p>
    </noscript>
  )
}

/** Shows the words that another tab has saved. The person decides which words to keep: those in the box are sent. */
function OtherTab({ words, other }: { readonly words: Words; readonly other: string }) {
  return (
    <div class="note">
      <p>{words.question.otherTab}</p>
      <blockquote dir="auto">{other}</blockquote>
    </div>
  )
}
