import type { ErrorCode } from '../../../errors/error-catalogue.ts'
import type { Example } from '../../lint/lint.ts'

/** One condition under which a survey loads. A survey that breaks it has the error `code`, whose message has `says` in it. */
export type LoadRule = {
  readonly id: string
  readonly code: ErrorCode
  readonly about: string
  readonly says: string
  readonly bad: readonly Example[]
  readonly good: readonly Example[]
}

const MORE_WORDS = { questions: { age: { text: 'And now?', options: { '18_49': null, '50_plus': null, yes: 'Yes', no: 'No' } } } }
const asks = (...questions: readonly unknown[]) => ({ sections: [{ id: 'a', questions }], plan: { cross: 'none' } })
const YES_NO = { type: 'single', options: ['yes', 'no'] }
const HEARD = { id: 'heard', type: 'scale', scale: 'often' }

/** The conditions that a person who writes a survey meets most. The test runs each example, and docs/survey-checks.md prints it. */
export const LOAD_RULES: readonly LoadRule[] = [
  {
    id: 'ids-once',
    code: 'survey-id',
    about: 'Each question, part and option has an id of its own: answers are stored under it.',
    says: 'is used twice',
    bad: [{ survey: asks(HEARD, HEARD) }],
    good: [{ survey: asks(HEARD) }],
  },
  {
    id: 'condition-looks-back',
    code: 'survey-condition',
    about: 'A condition looks at an earlier question.',
    says: 'looks at',
    bad: [
      { survey: { about_you: [{ id: 'age', ...YES_NO, if: { q: 'hear', in: ['often'] } }] }, en: MORE_WORDS },
      { survey: asks({ ...HEARD, if: { q: 'age', in: ['50_plus'] } }) },
    ],
    good: [{ survey: { about_you: [{ id: 'age', ...YES_NO, if: { q: 'heard', in: ['often'] } }] }, en: MORE_WORDS }],
  },
  {
    id: 'condition-names-an-option',
    code: 'survey-condition',
    about: 'A condition names options that the question has.',
    says: 'has no option',
    bad: [{ survey: { about_you: [{ id: 'age', ...YES_NO, if: { q: 'heard', in: ['sometimes'] } }] }, en: MORE_WORDS }],
    good: [{ survey: { about_you: [{ id: 'age', ...YES_NO, if: { q: 'heard', in: ['often', 'rarely'] } }] }, en: MORE_WORDS }],
  },
  {
    id: 'words-for-each',
    code: 'survey-words',
    about: 'Each language has words for the same parts, questions and options.',
    says: 'no words for',
    bad: [{ en: { questions: { heard: null } } }],
    good: [{ en: { questions: { heard: 'Did they hear you?' } } }],
  },
  {
    id: 'note-before-hard-part',
    code: 'survey-question',
    about: 'A part about something hard has a content note, and people can leave it out whole.',
    says: 'has no content note',
    bad: [{ survey: { sections: [{ id: 'a', sens: 'high', questions: [HEARD] }], plan: { cross: 'none' } } }],
    good: [
      {
        survey: { sections: [{ id: 'a', sens: 'high', note: true, questions: [HEARD] }], plan: { cross: 'none' } },
        en: { sections: { a: { title: 'Part one', note: 'This part is about hard things.' } } },
      },
    ],
  },
  {
    id: 'promises-whole',
    code: 'survey-value',
    about: 'A survey says its consent, disclosure, plan, retention, support and release: without one it does not load.',
    says: 'retention',
    bad: [{ survey: { retention: null } }],
    good: [{ survey: { retention: { raw_days: 365, story_days: 365, code_days: 400 } } }],
  },
  {
    id: 'codes-last',
    code: 'survey-promise',
    about: 'As long as there are answers, a code takes them back.',
    says: 'codes end before',
    bad: [{ survey: { retention: { raw_days: 365, story_days: 365, code_days: 30 } } }],
    good: [{ survey: { retention: { raw_days: 365, story_days: 30, code_days: 365 } } }],
  },
  {
    id: 'plan-names-questions',
    code: 'survey-plan',
    about: 'The report plan names questions that have answers to count.',
    says: 'the plan names',
    bad: [{ survey: { plan: { cross: ['herd'] } } }],
    good: [{ survey: { plan: { by: ['age'], cross: ['heard'] } } }],
  },
]
