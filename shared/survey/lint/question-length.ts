import type { Lint } from './lint.ts'
import { lintedWording } from './survey-wording.ts'

const MAX_WORDS = 25

export const questionLength: Lint = {
  id: 'question-length',
  severity: 'error',
  about: 'A question of more than 25 words is hard to hold in mind (RX-22).',
  check: (survey) =>
    lintedWording(survey)
      .filter(({ kind }) => kind === 'question')
      .flatMap(({ part, text }) => {
        const words = text.split(/\s+/).length
        return words <= MAX_WORDS ? [] : [{ part, message: `the question has ${words} words`, remedy: `Say it in ${MAX_WORDS} or fewer` }]
      }),
}
