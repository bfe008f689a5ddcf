import { type ConsentText, type PurposeId, type Survey, textsFor } from '#shared/survey/survey.ts'

/**
 * The complete text that a person reads before they agree, in one language: the survey's promises to everybody, and its own
 * words. The hash in a consent record is that of these bytes, canonical (RFC 8785).
 */
export type ConsentNotice = Omit<ConsentText, 'purposes' | 'withdrawal'> & {
  readonly schema: 'community-consent/1'
  readonly version: string
  readonly surveyId: string
  readonly lang: string
  /** Nothing is ticked beforehand: `default` is always false. */
  readonly purposes: readonly { readonly id: PurposeId; readonly required: boolean; readonly default: false; readonly text: string }[]
  readonly retention: Survey['retention']
  readonly withdrawal: ConsentText['withdrawal'] & { readonly method: 'code' }
  readonly minAge: 18
}

export function consentNotice(survey: Survey, language: string): ConsentNotice {
  const { purposes, withdrawal, ...text } = textsFor(survey, language).consent
  return {
    ...text,
    schema: 'community-consent/1',
    version: survey.consent.version,
    surveyId: survey.id,
    lang: language,
    purposes: survey.consent.purposes.map(({ id, required }) => ({ id, required, default: false, text: purposes[id] ?? '' })),
    retention: survey.retention,
    withdrawal: { method: 'code', ...withdrawal },
    minAge: 18,
  }
}
