import type { PurposeId, Survey } from '#shared/survey/survey.ts'
import { consentTextHash, decodeConsent } from './record.ts'

/** A response lies among others under a consent text, or a purpose, that they do not share. Nothing may be counted then. */
export class ConsentMismatch extends Error {
  constructor(what: string) {
    super(`a response ${what}: nothing of this survey version is counted before that is explained`)
    this.name = 'ConsentMismatch'
  }
}

/**
 * Makes the check that every coded consent record passes before its answers are put to a use: it is of a text that this
 * very version has, in one of its languages, and that text's reader said yes to the purpose. Throws ConsentMismatch, as a
 * version keeps its answers apart from all others and a record that does not fit means that this went wrong.
 */
export function agreedTo(survey: Survey, purpose: PurposeId): (coded: Uint8Array) => void {
  const texts = new Set(survey.languages.map((language) => consentTextHash(survey, language)))
  const isNamed = survey.consent.purposes.some(({ id }) => id === purpose)
  return (coded) => {
    const { textHash, given } = decodeConsent(coded)
    if (!texts.has(textHash)) throw new ConsentMismatch('was given under another consent text')
    if (!isNamed || !given.includes(purpose)) throw new ConsentMismatch('does not agree to this use')
  }
}
