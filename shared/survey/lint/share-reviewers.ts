import { questionsOf } from '../survey.ts'
import type { Lint } from './lint.ts'

export const shareReviewers: Lint = {
  id: 'share-reviewers',
  severity: 'warning',
  about: 'People are promised that somebody from the community checks their words before anybody sees them. No one can do that yet.',
  bad: [
    {
      survey: {
        sections: [{ id: 'a', questions: [{ id: 'heard', type: 'text', max: 500, share: 'ask' }] }],
        plan: { cross: 'none' },
        consent: { purposes: { quote: 'optional' } },
      },
      en: { consent: { purposes: { quote: 'You may quote me.' } } },
    },
  ],
  good: [{ survey: { sections: [{ id: 'a', questions: [{ id: 'heard', type: 'text', max: 500 }] }], plan: { cross: 'none' } } }],
  check: (survey) =>
    questionsOf(survey).flatMap((question) =>
      question.type === 'text' && question.share === 'ask'
        ? [
            {
              part: { question: question.id },
              message: `"${question.id}" offers to share words after a check that no one can make yet`,
              remedy: 'Take "share: ask" out, or open the survey as a trial with --trial',
            },
          ]
        : [],
    ),
}
