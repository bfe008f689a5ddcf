import { exampleText } from '#shared/survey/lint/example-text.ts'
import type { Lint } from '#shared/survey/lint/lint.ts'
import { shareReviewers } from '#shared/survey/lint/share-reviewers.ts'
import { supportVerified } from '#shared/survey/lint/support-entries.ts'
import { unreviewed } from '#shared/survey/lint/unreviewed.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** Findings with which a survey opens as a trial only. */
const TRIAL_ONLY: readonly Lint[] = [supportVerified, exampleText, shareReviewers, unreviewed]

export function isTrialOnly({ id }: Lint): boolean {
  return TRIAL_ONLY.some((lint) => lint.id === id)
}

/** Not a trial any more, where enough members of the board hold a key for stories. */
export function isAboutStories({ id }: Lint): boolean {
  return id === shareReviewers.id
}

/** Whether a survey can only be opened as a trial. `today` as YYYY-MM-DD. */
export function needsTrial(survey: Survey, today: string): boolean {
  return TRIAL_ONLY.some((lint) => lint.check(survey, today).length > 0)
}
