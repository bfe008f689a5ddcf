import { type PageLanguage, pageLanguageOf } from '../../languages.ts'
import type { Lint } from './lint.ts'

/** Agreeing and disagreeing, as the options of a question say it. */
const PAIRS: Readonly<Record<PageLanguage, readonly [agree: RegExp, disagree: RegExp]>> = {
  en: [/\bagree\b/i, /\bdisagree\b/i],
  es: [/(?<!en des|no )(?<=^|\s)de acuerdo/iu, /desacuerdo|nada de acuerdo/iu],
  ar: [/(?<!لا |غير )(أوافق|أتفق|موافق)/u, /(لا (أوافق|أتفق)|غير موافق|أعارض)/u],
  de: [
    /(?<!\p{L})(?:stimmt?e?|trifft)(?: (?!nicht|kein)\p{L}+)* zu(?!\p{L})|(?<!nicht )(?<!\p{L})einverstanden|(?<!\p{L})zustimmung/iu,
    /(?<!\p{L})(?:stimmt?e?|trifft)(?: \p{L}+)* nicht zu(?!\p{L})|nicht einverstanden|(?<!\p{L})lehne(?: \p{L}+)* ab(?!\p{L})|(?<!\p{L})ablehnung/iu,
  ],
}

export const agreeDisagree: Lint = {
  id: 'agree-disagree',
  severity: 'warning',
  about: 'Agree or disagree options draw people towards yes (acquiescence); name the thing itself, such as "Always ... Never".',
  bad: [
    {
      en: { questions: { heard: 'They listened to me.' }, scales: { often: { often: 'I agree', rarely: 'Neither', never: 'I disagree' } } },
    },
  ],
  good: [{ en: { scales: { often: { often: 'Often', rarely: 'Rarely', never: 'Never' } } } }],
  check: (survey) =>
    Object.entries(survey.texts).flatMap(([language, { questions }]) => {
      const known = pageLanguageOf(language)
      if (!known) return []
      const [agree, disagree] = PAIRS[known]
      return Object.entries(questions).flatMap(([question, { options }]) => {
        const labels = Object.values(options ?? {})
        if (!labels.some((label) => agree.test(label)) || !labels.some((label) => disagree.test(label))) return []
        return [
          {
            part: { language, question, path: ['options'] },
            message: 'the options are agree and disagree',
            remedy: 'Let the options name what is asked',
          },
        ]
      })
    }),
}
