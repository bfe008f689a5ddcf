import { questionsOf } from '../survey.ts'
import type { Lint } from './lint.ts'

export const shareChoice: Lint = {
  id: 'share-choice',
  severity: 'warning',
  about: 'Anybody who writes something decides, answer by answer, whether it may be shared (CO-08). Without the question it never is.',
  bad: [{ survey: { sections: [{ id: 'a', questions: [{ id: 'heard', type: 'text', max: 500 }] }], plan: { cross: 'none' } } }],
  good: [
    {
      survey: {
        sections: [{ id: 'a', questions: [{ id: 'heard', type: 'text', max: 500, share: 'ask' }] }],
        plan: { cross: 'none' },
        consent: { purposes: { quote: 'optional' } },
      },
      en: { consent: { purposes: { quote: 'You may quote me.' } } },
    },
  ],
  check: (survey) =>
    questionsOf(survey).flatMap((question) =>
      question.type !== 'text' || question.share
        ? []
        : [
            {
              part: { question: question.id },
              message: `nobody is asked whether the words of "${question.id}" may be shared`,
              remedy: 'Add "share: ask", or accept that they are never shared',
            },
          ],
    ),
}
