import type { LintId } from '../../errors/lint-ids.ts'
import type { SurveyPart } from '../load/locate.ts'
import type { Survey } from '../survey.ts'

/** `error`: do not open the survey like this. `warning`: a person should look at it and decide. */
type Severity = 'error' | 'warning'

export type Flaw = { readonly part: SurveyPart; readonly message: string; readonly remedy: string }

/** One rule about a survey that loads: what a machine can tell about its fitness for people. */
export type Lint = {
  readonly id: LintId
  readonly severity: Severity
  /** What it looks for and why, for a person who reads the catalogue. */
  readonly about: string
  /** `today` is a day as YYYY-MM-DD. */
  readonly check: (survey: Survey, today: string) => Flaw[]
}
