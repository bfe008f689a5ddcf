import { consentElement } from '../consent-text.ts'
import type { Lint } from './lint.ts'

/** Beside the fields that every consent text has: 45 CFR 46.116, GDPR articles 7 and 13. */
const TELLS: Readonly<Record<(typeof consentElement.options)[number], string>> = {
  purpose: 'why the survey is held',
  procedures: 'what a person will do, and for how long',
  risks: 'what could go wrong',
  benefits: 'what good it may do',
  alternatives: 'what a person can do instead',
  confidentiality: 'how they are protected',
  voluntary: 'that it is their choice, at no cost',
  future_use: 'what happens with the answers later',
  questions: 'whom to ask',
}

export const consentElements: Lint = {
  id: 'consent-elements',
  severity: 'error',
  about: 'A consent text says everything that law and ethics ask, each as a paragraph with its "about" (CO-02).',
  check: (survey) =>
    Object.entries(survey.texts).flatMap(([language, { consent }]) => {
      const said = consent.body.map(({ about }) => about)
      return consentElement.options
        .filter((element) => !said.includes(element))
        .map((element) => ({
          part: { language, path: ['consent', 'body'] },
          message: `the consent does not say ${TELLS[element]}`,
          remedy: `Add a paragraph with "about: ${element}"`,
        }))
    }),
}
