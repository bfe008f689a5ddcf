import { consentTextHash } from '#shared/consent/record.ts'
import type { Words } from '#shared/pages/words/en.ts'
import type { PurposeId } from '#shared/survey/survey.ts'
import { FIELD } from './fields.ts'
import type { ConsentErrors } from './pages/consent-parts.tsx'
import type { Edition } from './visit/editions.ts'

export type ConsentRead =
  | { readonly outcome: 'minor' }
  /** The form was made for a text that is not the one open now. */
  | { readonly outcome: 'changed' }
  | { readonly outcome: 'incomplete'; readonly errors: ConsentErrors }
  | { readonly outcome: 'given'; readonly consent: { textHash: string; given: PurposeId[] } }

/** Reads the consent questions of a posted form. Someone under 18 is told so before anything else is looked at. */
export function readConsent(form: URLSearchParams, open: Edition, language: string, words: Words): ConsentRead {
  const adult = form.getAll(FIELD.adult)
  if (adult.includes('no')) return { outcome: 'minor' }
  const textHash = consentTextHash(open.survey, language)
  if (form.get(FIELD.consentText) !== textHash) return { outcome: 'changed' }

  const ticked = form.getAll(FIELD.purpose)
  const { purposes } = open.survey.consent
  const given = purposes.filter(({ id }) => ticked.includes(id)).map(({ id }) => id)
  const errors: ConsentErrors = {
    ...(adult.includes('yes') ? {} : { adult: words.consent.adultMissing }),
    ...(purposes.every(({ id, required }) => !required || given.includes(id)) ? {} : { purpose: words.consent.purposeMissing }),
  }
  return errors.adult || errors.purpose ? { outcome: 'incomplete', errors } : { outcome: 'given', consent: { textHash, given } }
}
