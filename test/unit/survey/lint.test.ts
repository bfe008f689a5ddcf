import { describe, expect, test } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { countQuestions, plannedMinutes } from '#shared/survey/length.ts'
import { readability } from '#shared/survey/lint/reading-level.ts'
import { LINTS, lintSurvey } from '#shared/survey/lint/survey-lints.ts'
import type { SupportEntry, Survey } from '#shared/survey/survey.ts'

const TODAY = '2026-11-21'
const good = await readSurvey('surveys/being-heard')

/** The findings of one lint, after something in a good survey was changed. */
function findings(id: string, change: (survey: Survey) => void, from: Survey = good): string[] {
  const survey = structuredClone(from)
  change(survey)
  return lintSurvey(survey, TODAY)
    .filter(({ lint }) => lint.id === id)
    .map(({ message }) => message)
}

const ask = (text: string) => (survey: Survey) => {
  const question = survey.texts.en?.questions.bh03
  if (question) question.text = text
}
const say = (title: string) => (survey: Survey) => {
  const paragraph = survey.texts.en?.consent.purpose
  if (paragraph) paragraph.text = title
}
const support = (change: (entry: SupportEntry) => void) => (survey: Survey) => {
  for (const entry of survey.support) change(entry)
}

const BAD: readonly [lint: string, name: string, change: (survey: Survey) => void, said: string][] = [
  ['question-length', 'a question of 26 words', ask(`${'word '.repeat(25)}end?`), 'the question has 26 words'],
  ['banned-words', 'a word that labels', ask('How do patients feel?'), '"patients" labels people'],
  ['banned-words', 'the phrase about suicide', ask('Who committed suicide?'), '"committed suicide" labels people'],
  [
    'agree-disagree',
    'agree or disagree',
    (survey) => Object.assign(survey.texts.en?.questions.bh11?.options ?? {}, { dealt_with: 'Strongly agree', treated_worse: 'Disagree' }),
    'the options are agree and disagree',
  ],
  [
    'about-you-count',
    'five questions about the person',
    (survey) => {
      const about = survey.sections[4]
      about?.questions.push(...about.questions.slice(0, 2))
    },
    '5 questions are about the person',
  ],
  [
    'too-long',
    'sixteen minutes',
    (survey) => {
      survey.minutes = 16
    },
    'it takes about 16 minutes',
  ],
  [
    'minutes-declared',
    'fewer minutes than it takes',
    (survey) => {
      survey.minutes = 4
    },
    'people are told 4 minutes and will take about 5',
  ],
  [
    'minutes-declared',
    'twelve minutes',
    (survey) => {
      survey.minutes = 12
    },
    'it takes about 12 minutes',
  ],
  [
    'question-count',
    'nineteen questions',
    (survey) => {
      const first = survey.sections[1]
      first?.questions.push(...first.questions.slice(0, 4))
    },
    '19 questions',
  ],
  [
    'share-choice',
    'a text nobody is asked about',
    (survey) => {
      for (const { questions } of survey.sections) for (const each of questions) if (each.type === 'text') delete each.share
    },
    'nobody is asked whether the words of "bh15" may be shared',
  ],
  [
    'anonymity-promise',
    'a promise nobody can keep',
    say('Your answers are fully anonymous.'),
    '"fully anonymous" promises more than can be kept',
  ],
  [
    'anonymity-promise',
    'the same in other words',
    say('Anonymity is guaranteed.'),
    '"Anonymity is guaranteed" promises more than can be kept',
  ],
  [
    'support-entries',
    'two places to turn to',
    (survey) => {
      survey.support.length = 2
    },
    'only 2 places to turn to',
  ],
  [
    'support-entries',
    'no peers',
    support((entry) => {
      entry.peerRun = false
    }),
    'no place to turn to is run by peers',
  ],
  [
    'support-verified',
    'a place last tried 181 days ago',
    support((entry) => Object.assign(entry, { lastVerified: '2026-05-24', verifiedBy: 'board' })),
    '"us-988" was last tried out 181 days ago',
  ],
  [
    'support-verified',
    'a place tried tomorrow',
    support((entry) => Object.assign(entry, { lastVerified: '2026-11-22', verifiedBy: 'board' })),
    '"us-988" was tried out on 2026-11-22, which is yet to come',
  ],
  [
    'sensitive-crossed',
    'groups within a sensitive part',
    (survey) => {
      for (const section of survey.sections) section.sensitive = section.id === 'b'
    },
    '"bh03" is of a sensitive part and is split into groups',
  ],
  ['plain-text', 'markup', ask('Were you <b>heard</b>?'), 'this looks like markup'],
  ['plain-text', 'a link', ask('See https://elsewhere.org first'), 'this holds a link'],
  [
    'reading-level',
    'officialese',
    (survey) => {
      const { sections } = survey.texts.en ?? {}
      const d = sections?.d
      if (d)
        d.info =
          'Notwithstanding institutional considerations, participants are encouraged to characterise organisational responsiveness comprehensively and systematically.'.repeat(
            9,
          )
    },
    'the part "d" reads at grade',
  ],
]

describe('a lint', () => {
  test.each(BAD)('%s finds %s', (lint, _, change, said) => {
    expect(findings(lint, change)).toContainEqual(expect.stringContaining(said))
  })

  test.each([
    ['question-length', 'a question of 25 words', ask(`${'word '.repeat(24)}end?`)],
    [
      'support-verified',
      'places tried 180 days ago',
      support((entry) => Object.assign(entry, { lastVerified: '2026-05-25', verifiedBy: 'board' })),
    ],
    [
      'unreviewed',
      'a reviewed language',
      (survey: Survey) => {
        for (const texts of Object.values(survey.texts)) texts.reviewed = { on: '2026-11-01', by: 'board', people: 5 }
      },
    ],
    ['banned-words', 'words that only contain one', ask('Were people impatient?')],
    ['agree-disagree', 'a single mention of agreeing', ask('A label I did not agree with?')],
    ['anonymity-promise', 'what can be kept', say('Your answers are not linked to your name.')],
  ] as const)('%s lets %s pass', (lint, _, change) => {
    expect(findings(lint, change)).toEqual([])
  })

  test('has a name of its own and says why it is there', () => {
    expect(new Set(LINTS.map(({ id }) => id)).size).toBe(LINTS.length)
    for (const { about } of LINTS) expect(about).toMatch(/\w+ \w+.*\.$/)
  })
})

describe('planned minutes', () => {
  test.each([
    ['surveys/being-heard', 4.6, 19],
    ['surveys/crisis-response', 4.8, 20],
  ])('of %s are %s, as measured when it was drafted', async (folder, minutes, questions) => {
    const survey = await readSurvey(folder)
    expect(plannedMinutes(survey)).toBeCloseTo(minutes, 1)
    expect(countQuestions(survey)).toBe(questions)
  })
})

describe('readability', () => {
  test('is that of the formulas, on a text counted by hand: 6 words, 6 syllables, 1 sentence', () => {
    const { grade, ease } = readability(['The cat sat on the mat.'])
    expect(grade).toBeCloseTo(-1.45, 2)
    expect(ease).toBeCloseTo(116.145, 2)
  })

  test('warn of option ids that a spreadsheet merges or changes', () => {
    const idsOf = (...ids: string[]) =>
      findings('spreadsheet-ids', (survey) => {
        const question = survey.sections.flatMap(({ questions }) => questions).find((each) => each.type === 'single')
        if (question?.type === 'single') question.options = ids.map((id) => ({ id }))
      })

    expect(idsOf('01', '1')).toEqual(['a spreadsheet takes "01" and "1" for the same', 'a spreadsheet takes "1" and "01" for the same'])
    expect(idsOf('Yes', 'yes')).toHaveLength(2)
    expect(idsOf('1-5', 'TRUE', '1e5', 'mar1', '3-4-2020', 'no')).toHaveLength(5)
    expect(idsOf('1', '2', '10', 'n1_5', '75_plus')).toEqual([])
  })
})
