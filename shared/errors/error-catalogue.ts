import { BOARD_ERRORS } from './board-errors.ts'
import { DEPLOYMENT_ERRORS } from './deployment-errors.ts'
import type { LintId } from './lint-ids.ts'
import { PAGE_ERRORS } from './page-errors.ts'
import { REPORT_ERRORS } from './report-errors.ts'
import { SURVEY_ERRORS } from './survey-errors.ts'

/** The cause of an error, and the remedy: one or two sentences each. */
export type ErrorEntry = { readonly cause: string; readonly remedy: string }

/** Every code of an error, by where a person meets it. docs/errors.md is made from this. A code never changes its meaning. */
export const ERRORS = {
  'In the folder of a survey': SURVEY_ERRORS,
  'In answers and reports': REPORT_ERRORS,
  'In commands and deployments': DEPLOYMENT_ERRORS,
  'In what a board decides': BOARD_ERRORS,
  'On the pages of a survey': PAGE_ERRORS,
} as const satisfies Record<string, Readonly<Record<string, ErrorEntry>>>

/** A word that stays the same for one kind of error, however its message is written. */
export type ErrorCode =
  | keyof typeof SURVEY_ERRORS
  | keyof typeof REPORT_ERRORS
  | keyof typeof DEPLOYMENT_ERRORS
  | keyof typeof BOARD_ERRORS
  | LintId
