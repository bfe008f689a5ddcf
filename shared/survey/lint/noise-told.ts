import type { Lint } from './lint.ts'
import { englishOf } from './wording.ts'

const NOISE = /\bnoise\b|\brandom (?:amount|number)s?\b/i

export const noiseTold: Lint = {
  id: 'noise-told',
  severity: 'error',
  about:
    'Where reports are protected by noise (profile dp), the consent text says so, and that a report which counted somebody is not made again without them.',
  check: (survey) => {
    if (survey.disclosure.profile !== 'dp') return []
    const consent = englishOf(survey).filter(({ kind }) => kind === 'consent')
    if (consent.length === 0 || consent.some(({ text }) => NOISE.test(text))) return []
    return [
      {
        part: { ...(consent[0] ? { language: consent[0].part.language } : {}), path: ['consent'] },
        message: 'people are not told that random noise is added to every number',
        remedy:
          'Say in the consent text that noise is added, and that answers taken back after a report counted them stay in its sums, where the noise hides them',
      },
    ]
  },
}
