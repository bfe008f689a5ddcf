import type { Lint } from './lint.ts'
import { lintedWording } from './survey-wording.ts'

const PLACEHOLDER = /replace before opening|sustituir antes de abrir|يُستبدل قبل الفتح|vor dem Öffnen ersetzen|\.example\b|@example\./iu

/** Placeholders that people write where they have no name yet. */
const NOBODY =
  /^[^\p{L}]*(?:(?:example|test|sample|dummy|acme|lorem|foo|todo|tbd|n\/?a|none|nobody|unknown|your|xxx+|ejemplo|prueba|nadie|beispiel\p{L}*|muster\p{L}*|platzhalter|niemand|unbekannt|مثال|تجربة|اختبار)(?!\p{L})|$)/iu

function isController({ path }: { readonly path?: readonly (string | number)[] }): boolean {
  return path?.[0] === 'consent' && path[1] === 'controller'
}

export const exampleText: Lint = {
  id: 'example-text',
  severity: 'warning',
  about: 'An example controller, place or law is replaced by the real one before a survey opens.',
  bad: [{ en: { consent: { controller: { name: 'Example Group' } } } }, { en: { consent: { controller: { funder: null } } } }],
  good: [{ en: { consent: { controller: { name: 'Hearing Voices Leeds', funder: 'Our members' } } } }],
  check: (survey) => [
    ...survey.languages
      .filter((language) => survey.texts[language]?.consent.controller.funder === undefined)
      .map((language) => ({
        part: { language, path: ['consent', 'controller'] },
        message: 'nothing says who pays for it',
        remedy: 'Write funder: beside name:, contact: and board:; until then it opens as a trial only',
      })),
    ...lintedWording(survey)
      .filter(({ text, part }) => PLACEHOLDER.test(text) || (isController(part) && NOBODY.test(text)))
      .map(({ part, text }) => ({
        part,
        message: `"${text.length > 40 ? `${text.slice(0, 40)}...` : text}" is an example`,
        remedy: 'Write who really asks, who pays, and where; until then it opens as a trial only',
      })),
  ],
}
