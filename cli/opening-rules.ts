import { CodedError } from '#shared/problem.ts'
import type { OpenedAs } from '#shared/storage/repositories.ts'
import { stageOf } from '#shared/survey/closing.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** Throws CodedError (`survey-closes`) where the time has passed at which the survey was to close. */
export function assertNotOver(survey: Survey, now: Date): void {
  if (stageOf(survey.closes, now) === 'open') return
  throw new CodedError(
    'survey-closes',
    `${survey.id} ${survey.version} was to close on ${survey.closes}. Write a later hour and a higher version in survey.yaml, and open that.`,
  )
}

/**
 * Throws CodedError (`survey-trial`) where a version that was first opened as a trial is now to be opened for real, or the other way round:
 * answers to a trial and real answers must never be stored under one version.
 */
export function assertOpenedAlike({ id, version }: Survey, first: OpenedAs, now: OpenedAs): void {
  if (first === now) return
  const name = `${id} ${version}`
  throw new CodedError(
    'survey-trial',
    first === 'trial'
      ? `${name} was opened as a trial, so answers to this version are not real. Raise the version in survey.yaml and open that.`
      : `${name} was opened for real. To try something out, raise the version in survey.yaml.`,
  )
}
