import type { Lint } from './lint.ts'
import { lintedWording } from './survey-wording.ts'

const MAX_WORDS = 25

export const questionLength: Lint = {
  id: 'question-length',
  severity: 'error',
  about: 'A question of more than 25 words is hard to hold in mind (RX-22).',
  bad: [
    {
      en: {
        questions: {
          heard:
            'When you think back over all of the last twelve months and everything that happened in them, how often did people there really listen to you carefully?',
        },
      },
    },
  ],
  good: [{ en: { questions: { heard: 'In the last 12 months, how often did people listen to you?' } } }],
  check: (survey) =>
    lintedWording(survey)
      .filter(({ kind }) => kind === 'question')
      .flatMap(({ part, text }) => {
        const words = text.split(/\s+/).length
        return words <= MAX_WORDS ? [] : [{ part, message: `the question has ${words} words`, remedy: `Say it in ${MAX_WORDS} or fewer` }]
      }),
}
