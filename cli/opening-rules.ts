import { CodedError } from '#shared/problem.ts'
import type { OpenedAs } from '#shared/storage/repositories.ts'
import { stageOf } from '#shared/survey/closing.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** Throws CodedError when the hour has passed at which a survey was to close. */
export function assertNotOver(survey: Survey, now: Date): void {
  if (stageOf(survey.closes, now) === 'open') return
  throw new CodedError(
    'survey-closes',
    `${survey.id} ${survey.version} was to close on ${survey.closes}. Write a later hour and a higher version in survey.yaml, and open that.`,
  )
}

/** Answers to a trial and real ones never lie under one version. `first`: how this version was opened first, whatever was open since. */
export function assertSameWay({ id, version }: Survey, first: OpenedAs, now: OpenedAs): void {
  if (first === now) return
  const name = `${id} ${version}`
  throw new CodedError(
    'survey-trial',
    first === 'trial'
      ? `${name} was opened as a trial, and its answers are those of a trial. Raise the version in survey.yaml and open that.`
      : `${name} was opened for real. Raise the version in survey.yaml to try something out.`,
  )
}
