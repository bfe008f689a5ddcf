import type { LintId } from '../../errors/lint-ids.ts'
import type { SurveyPart } from '../load/locate.ts'
import type { Survey } from '../survey.ts'

/** `error`: do not open the survey like this. `warning`: a person should look at it and decide. */
type Severity = 'error' | 'warning'

export type Flaw = { readonly part: SurveyPart; readonly message: string; readonly remedy: string }

/**
 * A small survey with a change made to it (a JSON merge patch, RFC 7386): what breaks the rule, or keeps it. The test runs each,
 * and docs/survey-checks.md prints it.
 */
export type Example = {
  /** In place of a change too long to print. */
  readonly says?: string
  /** Changes to survey.yaml. */
  readonly survey?: Readonly<Record<string, unknown>>
  /** Changes to en.yaml. */
  readonly en?: Readonly<Record<string, unknown>>
}

/** One rule about a survey that loads: what a machine can tell about its fitness for people. */
export type Lint = {
  readonly id: LintId
  readonly severity: Severity
  /** The lint's rule and its reason, for a person who reads the catalogue. */
  readonly about: string
  readonly bad: readonly Example[]
  readonly good: readonly Example[]
  /** `today` is a day as YYYY-MM-DD. */
  readonly check: (survey: Survey, today: string) => Flaw[]
}
