import type { Lint } from './lint.ts'
import { lintedWording } from './survey-wording.ts'

/** Words with which well-known instruments begin or ask, words that nobody writes by chance. */
const INSTRUMENTS: readonly (readonly [name: string, said: RegExp])[] = [
  ['PHQ-9 or GAD-7', /over the last (?:2|two) weeks,? how often have you been bothered/iu],
  ['PHQ-9', /little interest or pleasure in doing things|thoughts that you would be better off dead/iu],
  ['GAD-7', /feeling nervous,? anxious,? or on edge|not being able to stop or control worrying/iu],
  ['the UCLA loneliness scale', /how often do you feel that you lack companionship/iu],
  ['WHO-5', /i have felt cheerful and in good spirits|my daily life has been filled with things that interest me/iu],
  ['the Perceived Stress Scale', /felt that you were unable to control the important things in your life/iu],
  ['CORE-10 or CORE-OM', /i have felt tense,? anxious or nervous|i have made plans to end my life/iu],
  ['WEMWBS', /i(?:'|’)ve been feeling optimistic about the future/iu],
  ['CES-D', /i was bothered by things that usually don(?:'|’)t bother me/iu],
]

export const licensedText: Lint = {
  id: 'licensed-text',
  severity: 'error',
  about:
    'Questions of published questionnaires belong to somebody, and scores of symptoms make people into cases: neither is asked here (QN-02). Write a question of your own.',
  bad: [
    {
      en: {
        questions: { heard: 'Over the last 2 weeks, how often have you been bothered by little interest or pleasure in doing things?' },
      },
    },
  ],
  good: [{ en: { questions: { heard: 'How often did you have someone you could turn to?' } } }],
  check: (survey) =>
    lintedWording(survey).flatMap(({ kind, part, text }) => {
      const found = kind === 'consent' ? undefined : INSTRUMENTS.find(([, said]) => said.test(text))
      if (!found) return []
      return [
        {
          part,
          message: `these are the words of ${found[0]}`,
          remedy: 'Write a question of your own, or ask the owner for permission and keep the answer',
        },
      ]
    }),
}
