import type { Survey } from '../survey.ts'
import { aboutYouCount } from './about-you-count.ts'
import { agreeDisagree } from './agree-disagree.ts'
import { anonymityPromise } from './anonymity-promise.ts'
import { balancedEffect } from './balanced-effect.ts'
import { bannedWords } from './banned-words.ts'
import { closingTime } from './closing-time.ts'
import { copiedTitle } from './copied-title.ts'
import { exactCounts } from './exact-counts.ts'
import { exactSums } from './exact-sums.ts'
import { exampleText } from './example-text.ts'
import { licensedText } from './licensed-text.ts'
import type { Flaw, Lint } from './lint.ts'
import { minutesDeclared, tooManyMinutes } from './minutes.ts'
import { nestedGroups } from './nested-groups.ts'
import { noiseTold } from './noise-told.ts'
import { openLicence } from './open-licence.ts'
import { pageLanguage } from './page-language.ts'
import { plainText } from './plain-text.ts'
import { questionCount } from './question-count.ts'
import { questionLength } from './question-length.ts'
import { readingLevel } from './reading-level.ts'
import { reportsOverLink } from './reports-over-link.ts'
import { sensitiveCrossed } from './sensitive-crossed.ts'
import { shareChoice } from './share-choice.ts'
import { shareReviewers } from './share-reviewers.ts'
import { spreadsheetIds } from './spreadsheet-ids.ts'
import { supportEntries, supportVerified } from './support-entries.ts'
import { toldNumbers } from './told-numbers.ts'
import { translation } from './translation.ts'
import { unreviewed } from './unreviewed.ts'

/** Every lint there is. The board's approval and interviews look for faults that no machine can see. */
export const LINTS: readonly Lint[] = [
  questionLength,
  questionCount,
  tooManyMinutes,
  minutesDeclared,
  aboutYouCount,
  agreeDisagree,
  balancedEffect,
  bannedWords,
  readingLevel,
  plainText,
  shareChoice,
  shareReviewers,
  sensitiveCrossed,
  nestedGroups,
  spreadsheetIds,
  anonymityPromise,
  noiseTold,
  exactCounts,
  exactSums,
  reportsOverLink,
  supportEntries,
  supportVerified,
  exampleText,
  copiedTitle,
  toldNumbers,
  licensedText,
  openLicence,
  closingTime,
  pageLanguage,
  translation,
  unreviewed,
]

export type LintFinding = Flaw & { readonly lint: Lint }

/** Runs the lints on a survey that loads, and gives their findings in the order of the catalogue. `today` is a day as YYYY-MM-DD. */
export function lintSurvey(survey: Survey, today: string): LintFinding[] {
  return LINTS.flatMap((lint) => lint.check(survey, today).map((flaw) => ({ ...flaw, lint })))
}
