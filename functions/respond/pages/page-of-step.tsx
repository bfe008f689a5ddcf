import type { Draft } from '#shared/response/draft.ts'
import { takenBefore } from '#shared/survey/ranking.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import { writeShown } from '../visit/shown-form.ts'
import { hashOfEntered, type StepForm } from '../visit/step-form.ts'
import type { Step } from '../visit/survey-steps.ts'
import { fieldInError, messageFor } from './page-texts.ts'
import { QuestionPage } from './question-page.tsx'
import { AboutYouPage, InfoPage, NotePage, OpeningPage } from './reading-pages.tsx'
import { SharePage } from './share-page.tsx'
import type { StepFrame } from './step-page.tsx'

type StepState = {
  readonly draft: Draft
  /** The number of the question, as the person counts. */
  readonly number: number
  /** Roughly how many questions there are; undefined where that depends on too many answers. */
  readonly total: number | undefined
  readonly seed: Uint8Array
  readonly form: StepForm
  /** A random name of this showing of the page. */
  readonly page: string
}

/** The page of one step. */
export function pageOfStep(place: StepFrame, step: Step, { draft, number, total, seed, form, page }: StepState) {
  const { section } = step
  if (step.kind === 'note') return <NotePage {...place} section={section} />
  if (step.kind === 'opening') return <OpeningPage {...place} section={section} />
  if (step.kind === 'about_you') return <AboutYouPage {...place} section={section} />
  if (step.kind === 'info') return <InfoPage {...place} section={section} question={step.question} />

  const { question } = step
  const answer = draft.answers[question.id]
  const { values, error, other } = form
  const shown = writeShown({ hash: hashOfEntered(step, values), page, times: 0 })
  if (step.kind === 'share') {
    const written = answer && 'text' in answer ? answer.text : ''
    const agreedToQuotes = draft.consent?.given.includes('quote') ?? false
    return <SharePage {...place} {...{ question: step.question, written, agreedToQuotes, values, shown }} />
  }
  const band = question.type === 'number' && answer && 'options' in answer ? answer.options[0] : undefined
  const message = error && messageFor(error, place.frame.words, place.language)
  const wrong = {
    error: message,
    wrongField: error && fieldInError(question.id, error),
    found: error?.code === 'found' ? error.options : undefined,
  }
  const { survey } = place.edition
  const taken = takenBefore(question, applySkipLogic(survey, draft.answers, new Set(draft.skippedSections)))
  return <QuestionPage {...place} {...{ section, question, number, total, seed, band, values, shown, other, taken, ...wrong }} />
}
