import { pageLanguageOf } from '../../languages.ts'
import type { InLanguages } from './in-languages.ts'
import type { Lint } from './lint.ts'

const BETTER: InLanguages<'better'> = {
  en: [[/\b(?:helped|better|improved)\b/iu, 'better']],
  es: [[/(?<!\p{L})(?:ayudó|mejor(?:ó|aron)?)(?!\p{L})/iu, 'better']],
  ar: [[/^ساعد|أفضل|تحسّ?ن/u, 'better']],
  de: [[/(?<!\p{L})(?:geholfen|besser|verbessert)(?!\p{L})/iu, 'better']],
}
const WORSE: InLanguages<'worse'> = {
  en: [[/\b(?:worse|harmed|hurt)\b/iu, 'worse']],
  es: [[/(?<!\p{L})(?:empeor(?:ó|aron)|peor|dañ(?:ó|aron))(?!\p{L})/iu, 'worse']],
  ar: [[/سوء|أسوأ|أضر/u, 'worse']],
  de: [[/(?<!\p{L})(?:schlimmer|schlechter|geschadet)(?!\p{L})/iu, 'worse']],
}

export const balancedEffect: Lint = {
  id: 'balanced-effect',
  severity: 'warning',
  about:
    'A question about an effect can be answered "it helped" as easily as "it made things worse" (QN-06): a list with one side only finds what it looks for.',
  bad: [
    {
      en: {
        questions: { heard: 'How did it affect you?' },
        scales: { often: { often: 'It helped a lot', rarely: 'It helped a little', never: 'No difference' } },
      },
    },
  ],
  good: [
    {
      en: {
        questions: { heard: 'How did it affect you?' },
        scales: { often: { often: 'It helped', rarely: 'No difference', never: 'It made things worse' } },
      },
    },
  ],
  check: (survey) => {
    const one = new Set(
      survey.sections
        .flatMap(({ questions }) => questions)
        .filter(({ type }) => type === 'single' || type === 'scale')
        .map(({ id }) => id),
    )
    return Object.entries(survey.texts).flatMap(([language, { questions }]) => {
      const known = pageLanguageOf(language)
      if (!known) return []
      return Object.entries(questions).flatMap(([question, { options }]) => {
        if (!one.has(question)) return []
        const labels = Object.values(options ?? {}).map((label) => label.normalize('NFC').replace(/[\u064B-\u0652\u0640]/gu, ''))
        const says = (patterns: InLanguages<unknown>) =>
          labels.filter((label) => patterns[known].some(([pattern]) => pattern.test(label))).length
        const [better, worse] = [says(BETTER), says(WORSE)]
        // One such word may be about something else: "Better transport" beside "Shorter waits".
        if ((better < 2 || worse > 0) && (worse < 2 || better > 0)) return []
        const missing = better > 0 ? 'that it made things worse' : 'that it helped'
        return [
          {
            part: { language, question, path: ['options'] },
            message: `nobody can answer ${missing}`,
            remedy: 'Offer both directions, and a mixed answer',
          },
        ]
      })
    })
  },
}
