import type { Lint } from './lint.ts'
import { lintedWording } from './survey-wording.ts'

export const plainText: Lint = {
  id: 'plain-text',
  severity: 'warning',
  about: 'Wording is shown as it stands: markup would be read out letter by letter, and a link in a question leads people away (RX-28).',
  bad: [
    { en: { questions: { heard: 'Were you <b>heard</b>?' } } },
    { en: { questions: { heard: 'See https://elsewhere.org first. Were you heard?' } } },
  ],
  good: [{ en: { questions: { heard: 'Were you heard?' } } }],
  check: (survey) =>
    lintedWording(survey).flatMap(({ kind, part, text }) => {
      if (/<\/?[a-z][^>]*>|\]\(|&[a-z]+;/i.test(text)) return [{ part, message: 'this looks like markup', remedy: 'Write plain text' }]
      if (kind !== 'consent' && /\bhttps?:\/\//i.test(text))
        return [{ part, message: 'this holds a link', remedy: 'Take it out; places to turn to go under "support"' }]
      return []
    }),
}
