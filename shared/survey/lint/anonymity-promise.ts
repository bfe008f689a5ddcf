import type { Lint } from './lint.ts'
import { englishOf } from './wording.ts'

const PROMISE =
  /\b(?:(?:fully|completely|totally|entirely|perfectly|absolutely|truly|100 ?%|guaranteed)[- ]anonym\w+|anonym\w+ (?:is|are) guaranteed)/i

export const anonymityPromise: Lint = {
  id: 'anonymity-promise',
  severity: 'error',
  about: 'While a code can take answers back they are tied to that code: nobody may be promised that they are fully anonymous.',
  check: (survey) =>
    englishOf(survey).flatMap(({ part, text }) => {
      const found = PROMISE.exec(text)?.[0]
      return found === undefined
        ? []
        : [{ part, message: `"${found}" promises more than can be kept`, remedy: 'Say "not linked to your name"' }]
    }),
}
