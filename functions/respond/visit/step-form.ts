import { createHash } from 'node:crypto'
import type { Draft } from '#shared/response/draft.ts'
import { findField } from '#shared/survey/find-option.ts'
import { type FieldError, type FieldValues, readAnswer, shareField, waitField } from '#shared/survey/form.ts'
import { isRepeat } from '#shared/survey/ranking.ts'
import { sayField, sayOption, wordBoxOf, writtenIn } from '#shared/survey/word-boxes.ts'
import { valuesOf } from './answer-values.ts'
import type { Step } from './survey-steps.ts'

/** The form of a page as the draft holds it: its fields, and what is wrong with them. */
export type StepForm = {
  readonly values: FieldValues
  readonly error?: FieldError
  /** The words that another tab has saved, where the form holds different ones. */
  readonly other?: string
}

export type Fields = Readonly<Record<string, string[]>>

/** The form to show for a step: one that was left unfinished, else the answer given. */
export function formOfStep(step: Step, draft: Pick<Draft, 'answers' | 'unfinished' | 'ticked'>): StepForm {
  if (step.kind !== 'question' && step.kind !== 'share') return { values: () => [] }
  const { question } = step
  const answer = draft.answers[question.id]
  const posted = (step.kind === 'question' ? draft.unfinished : draft.ticked)?.[question.id]
  const values: FieldValues = posted ? (name) => posted[name] ?? [] : valuesOf(question, answer)
  if (step.kind === 'share') return { values }
  const unfinished = posted
  // Words are checked again: a newer version of the survey may ask for fewer.
  const error = unfinished || wordBoxOf(question) ? errorIn(step, values, draft) : undefined
  if (error) return { values, error }
  const written = writtenIn(answer)
  return unfinished && written ? { values, other: written.text } : { values }
}

/**
 * Finds a fault of a form that only the person can mend. An older page may offer an option that by now stands at an earlier place
 * of a ranking.
 */
export function errorIn(step: Step, values: FieldValues, { answers }: Pick<Draft, 'answers'>): FieldError | undefined {
  if (step.kind !== 'question') return undefined
  const read = readAnswer(step.question, values, step.labels)
  if ('error' in read) return read.error
  return isRepeat(step.question, read.answer, answers) ? { code: 'chosen_before' } : undefined
}

/** Whether something on a page waits for the person before anything can be sent. */
export function isUnfinished(step: Step, draft: Pick<Draft, 'answers' | 'unfinished'>): boolean {
  if (step.kind !== 'question') return false
  return draft.unfinished?.[step.question.id] !== undefined || formOfStep(step, draft).error !== undefined
}

/** The entries in the fields of a step; empty ones left out, so that an untouched form has none. */
export function enteredIn(step: Step, values: FieldValues): Fields {
  const entries = fieldsOf(step).map(
    (name) =>
      [
        name,
        values(name)
          .map(normalized)
          .filter((value) => value !== ''),
      ] as const,
  )
  return Object.fromEntries(entries.filter(([, entered]) => entered.length > 0))
}

/** A short hash of the entered values: tells a form that was changed from one that was only looked at. */
export function hashOfEntered(step: Step, values: FieldValues): string {
  const fields = Object.entries(enteredIn(step, values)).map(([name, entered]) => [name, entered.toSorted()])
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 16)
}

function fieldsOf(step: Step): string[] {
  if (step.kind === 'share') return [shareField(step.question.id), waitField(step.question.id)]
  if (step.kind !== 'question') return []
  const { id } = step.question
  return [id, ...(sayOption(step.question) ? [sayField(id)] : []), ...(step.labels ? [findField(id)] : [])]
}

/** Browsers post line ends as CR LF. */
function normalized(value: string): string {
  return value.replace(/\r\n?/g, '\n')
}
