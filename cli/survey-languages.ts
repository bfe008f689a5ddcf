import { UNREVIEWED } from '#shared/survey/review-standing.ts'
import type { Survey } from '#shared/survey/survey.ts'

/** The languages of a survey, and which of them nobody from the community has gone through: `en, es (unreviewed)`. */
export function languagesInWords({ languages, texts }: Survey): string {
  return languages.map((each) => (texts[each]?.reviewed === UNREVIEWED ? `${each} (unreviewed)` : each)).join(', ')
}
