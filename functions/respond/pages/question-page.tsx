import { ErrorSummary } from '#shared/pages/controls/error-summary.tsx'
import { Layout } from '#shared/pages/layout.tsx'
import type { FieldValues } from '#shared/survey/form.ts'
import { type Section, textsFor } from '#shared/survey/survey.ts'
import type { AskedQuestion } from '../visit/survey-steps.ts'
import { QuestionField } from './question-field.tsx'
import { StepForm, type StepFrame } from './step-page.tsx'

type QuestionPageProps = StepFrame & {
  readonly section: Section
  readonly question: AskedQuestion
  /** As the person counts them. */
  readonly number: number
  readonly values: FieldValues
  readonly seed: Uint8Array
  readonly band?: string | undefined
  readonly error?: string | undefined
}

/** One question a page; its text is the heading. */
export function QuestionPage({ section, question, number, error, ...page }: QuestionPageProps) {
  const { frame, edition, language, action, back, values, seed, band } = page
  const { words } = frame
  const texts = textsFor(edition.survey, language)
  const sectionTexts = texts.sections[section.id]
  return (
    <Layout frame={frame} title={words.question.title(number)} back={back} hasError={error !== undefined} isOnTheWay>
      <ErrorSummary errors={error ? [{ field: question.id, message: error }] : []} words={words} />
      <p class="soft">
        {words.question.place(number, sectionTexts?.title ?? '')}
        {section.sensitive && (
          <>
            {' · '}
            <a href={frame.supportAt}>{words.note.supportLink}</a>
          </>
        )}
      </p>
      <StepForm action={action} goOn={words.goOn} skip={words.question.skip}>
        <QuestionField {...{ question, texts, words, values, language, seed, error, band }} level={1} stem={sectionTexts?.stem} />
      </StepForm>
    </Layout>
  )
}
