import { type PageLanguage, pageLanguageOf } from '../../languages.ts'
import type { Lint } from './lint.ts'
import { lintedWording } from './survey-wording.ts'

const NOISE: Readonly<Record<PageLanguage, RegExp>> = {
  en: /\bnoise\b|\brandom (?:amount|number)s?\b/iu,
  es: /ruido|al azar|aleatori/iu,
  ar: /ضوضاء|ضجيج|تشويش|عشوائي/u,
  de: /rauschen|zufällig|zufalls/iu,
}

export const noiseTold: Lint = {
  id: 'noise-told',
  severity: 'error',
  about:
    'Where reports are protected by noise (profile dp), the consent text says so in each language, and that a report which counted somebody is not made again without them.',
  bad: [{ survey: { disclosure: { profile: 'dp', reports: null } } }],
  good: [
    {
      survey: { disclosure: { profile: 'dp', reports: null } },
      en: {
        consent: { confidentiality: { title: 'How we protect you', text: 'A random amount, called noise, is added to every number.' } },
      },
    },
  ],
  check: (survey) => {
    if (survey.disclosure.profile !== 'dp') return []
    const consent = lintedWording(survey).filter(({ kind }) => kind === 'consent')
    return survey.languages.flatMap((language) => {
      const known = pageLanguageOf(language)
      const isTold = known && consent.some(({ part, text }) => part.language === language && NOISE[known].test(text))
      // A language that the pages do not speak is refused as such.
      if (!known || isTold) return []
      return [
        {
          part: { language, path: ['consent'] },
          message: `people are not told in "${language}" that random noise is added to every number`,
          remedy:
            'Say in the consent text that noise is added, and that answers taken back after a report counted them stay in its sums, where the noise hides them',
        },
      ]
    })
  },
}
