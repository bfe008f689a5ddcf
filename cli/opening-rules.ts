import { CodedError } from '#shared/problem.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { stageOf } from '#shared/survey/closing.ts'
import type { Survey, SurveyVersion } from '#shared/survey/survey.ts'

type Opening = {
  /** What was opened last under its link, whether or not it was shut since. */
  readonly last: { readonly version: SurveyVersion; readonly trial?: true } | undefined
  readonly trial: boolean
  readonly now: Date
}

/**
 * Throws CodedError where a version may not be opened in this way: answers to a trial and real ones never lie under one
 * version, and nothing opens whose hour of closing has passed.
 */
export function assertMayOpen(survey: Survey, { last, trial, now }: Opening): void {
  const name = `${survey.id} ${survey.version}`
  if (stageOf(survey.closes, now) !== 'open') {
    throw new CodedError(
      'survey-closes',
      `${name} was to close on ${survey.closes}. Write a later hour and a higher version in survey.yaml, and open that.`,
    )
  }
  if (last?.version.hash !== versionOf(survey).hash || (last.trial ?? false) === trial) return
  throw new CodedError(
    'survey-trial',
    last.trial
      ? `${name} was opened as a trial, and its answers are those of a trial. Raise the version in survey.yaml and open that.`
      : `${name} was opened for real. Raise the version in survey.yaml to try something out.`,
  )
}
