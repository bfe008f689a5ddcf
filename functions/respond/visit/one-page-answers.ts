import canonicalize from 'canonicalize'
import type { Answer, Answers } from '#shared/survey/answer.ts'
import { type FieldError, type FieldValues, readAnswer } from '#shared/survey/form.ts'
import { isRepeat } from '#shared/survey/ranking.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import type { Edition } from './editions.ts'

type Read = { readonly answers: Readonly<Record<string, Answer>>; readonly errors: Readonly<Record<string, FieldError>> }

/** Reads the answers of a posted one-page form, and gives the errors of those that cannot be read. */
export function readAnswers(open: Edition, values: FieldValues): Read {
  const answers: Record<string, Answer> = {}
  const errors: Record<string, FieldError> = {}
  for (const step of open.steps) {
    if (step.kind !== 'question') continue
    const read = readAnswer(step.question, values, step.labels)
    if ('error' in read) errors[step.question.id] = read.error
    else if (isRepeat(step.question, read.answer, answers)) errors[step.question.id] = { code: 'chosen_before' }
    else answers[step.question.id] = read.answer
  }
  return { answers, errors }
}

type Sending = {
  readonly language: string
  readonly consent: object
  readonly answers: Answers
  readonly skippedSections: readonly string[]
}

/** The meaning of a posted form, without anything else that a browser or a person put into it: the same bytes for the same click. */
export function meaningOf(open: Edition, { language, consent, answers, skippedSections }: Sending): Uint8Array {
  const applied = applySkipLogic(open.survey, answers, new Set(skippedSections))
  return new TextEncoder().encode(canonicalize({ survey: open.version.hash, language, consent, applied }))
}
