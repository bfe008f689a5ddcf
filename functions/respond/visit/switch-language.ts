import { LANGUAGE_FIELD } from '#shared/pages/controls/language-switch.tsx'
import type { Draft } from '#shared/response/draft.ts'
import { readAnswer, shareField } from '#shared/survey/form.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { applyStep, type Posted } from './answer-step.ts'
import type { Step } from './survey-steps.ts'

/** The language that a form asks to come back in, if its survey has it. */
export function languageAsked(form: URLSearchParams, { languages }: Survey): string | undefined {
  return languages.find((each) => each === form.get(LANGUAGE_FIELD))
}

/** Far above any limit of a question, and far below what a draft can hold. */
const MOST_KEPT = 20_000

/**
 * The draft in another language, with what stood on the page the person was on. They may have to agree to that
 * language's consent text first, and come back to that page afterwards.
 */
export function inOtherLanguage(survey: Survey, at: { step: Step; number: number }, posted: Posted, draft: Draft, language: string): Draft {
  return { ...withEntered(survey, at.step, posted, draft), language, at: at.number }
}

function withEntered(survey: Survey, step: Step, posted: Posted, draft: Draft): Draft {
  if (step.kind === 'share') return posted.values(shareField(step.question.id)).length > 0 ? applyStep(survey, step, posted, draft) : draft
  if (step.kind !== 'question') return draft
  const { question } = step
  const read = readAnswer(question, posted.values)
  if ('answer' in read) {
    // Nothing entered on a page seen for the first time: the question still waits for them.
    const isUntouched = read.answer.state === 'skipped' && draft.answers[question.id] === undefined
    return isUntouched ? draft : applyStep(survey, step, posted, draft)
  }
  // Words that are too long are kept for the person to shorten; a number or a choice that cannot be is entered again.
  const text = posted.values(question.id)[0] ?? ''
  if (read.error.code !== 'too_long' || text.length > MOST_KEPT) return draft
  const before = draft.answers[question.id]
  const choice = before && 'text' in before ? before : { share: 'none' as const }
  return { ...draft, answers: { ...draft.answers, [question.id]: { ...choice, state: 'answered', text } } }
}
