import type { Draft } from '#shared/response/draft.ts'
import type { Answer } from '#shared/survey/answer.ts'
import { type FieldError, type FieldValues, readAnswer } from '#shared/survey/form.ts'
import type { Survey } from '#shared/survey/survey.ts'
import type { AskedQuestion, Step } from './survey-steps.ts'

export type Posted = { readonly skip: boolean; readonly values: FieldValues }

/** What the person did on a page that is wrong in a way only they can mend. */
export function errorIn(step: Step, posted: Posted): FieldError | undefined {
  if (step.kind !== 'question' || posted.skip) return undefined
  const read = readAnswer(step.question, posted.values)
  return 'error' in read ? read.error : undefined
}

/** What is wrong with words that were written when more of them were asked for. */
export function errorInDraft(step: Step, draft: Pick<Draft, 'answers'>): FieldError | undefined {
  if (step.kind !== 'question' || step.question.type !== 'text') return undefined
  const answer = draft.answers[step.question.id]
  return answer && 'text' in answer ? errorIn(step, { skip: false, values: () => [answer.text] }) : undefined
}

/** The draft after one page was posted. The page has no error. */
export function applyStep(survey: Survey, step: Step, posted: Posted, draft: Draft): Draft {
  if (step.kind === 'note') return { ...draft, skippedSections: withOrWithout(draft.skippedSections, step.section.id, posted.skip) }
  if (step.kind === 'about_you') return posted.skip ? withoutAboutYou(survey, draft) : draft
  if (step.kind === 'question') return withAnswer(draft, step.question.id, answerTo(step.question, posted, draft.answers[step.question.id]))
  if (step.kind === 'share') {
    const { question } = step
    const written = draft.answers[question.id]
    if (!written || !('text' in written)) return draft
    // The words are as stored before; only the choice under them is read from this form.
    const read = readAnswer(question, (name) => (name === question.id ? [written.text] : posted.skip ? [] : posted.values(name)))
    return 'answer' in read ? withAnswer(draft, question.id, read.answer) : draft
  }
  return draft
}

function answerTo(question: AskedQuestion, posted: Posted, before: Answer | undefined): Answer {
  if (posted.skip) return { state: 'skipped' }
  const read = readAnswer(question, posted.values)
  const answer: Answer = 'answer' in read ? read.answer : { state: 'skipped' }
  if (before?.state !== 'answered') return answer
  // The number itself was never kept, so its box is empty when the person comes back: that changes nothing.
  if (question.type === 'number' && answer.state === 'skipped') return before
  return 'text' in answer && 'text' in before ? { ...before, text: answer.text } : answer
}

function withAnswer(draft: Draft, question: string, answer: Answer): Draft {
  const kept = 'options' in answer ? { state: answer.state, options: [...answer.options] } : answer
  return { ...draft, answers: { ...draft.answers, [question]: kept } }
}

function withOrWithout(list: readonly string[], item: string, wanted: boolean): string[] {
  const others = list.filter((each) => each !== item)
  return wanted ? [...others, item] : others
}

/** That part has no state of its own for being skipped: whoever skips it has given no answer in it. */
function withoutAboutYou(survey: Survey, draft: Draft): Draft {
  const questions = new Set(
    survey.sections.filter((section) => section.part === 'about_you').flatMap((section) => section.questions.map(({ id }) => id)),
  )
  return { ...draft, answers: Object.fromEntries(Object.entries(draft.answers).filter(([id]) => !questions.has(id))) }
}
