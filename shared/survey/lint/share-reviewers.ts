import { questionsOf } from '../survey.ts'
import type { Lint } from './lint.ts'

export const shareReviewers: Lint = {
  id: 'share-reviewers',
  severity: 'warning',
  about:
    'People are promised that somebody from the community checks their words before anybody sees them. The board can do that where enough members hold a key for stories: only there does it open outside a trial.',
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
              message: `"${question.id}" offers to share words after a check by the board: enough members have to hold a key for stories`,
              remedy:
                'Have each member give chorus stories key (docs/stories.md), or take "share: ask" out, or open the survey as a trial with --trial',
            },
          ]
        : [],
    ),
}
