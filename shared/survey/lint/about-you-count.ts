import type { Lint } from './lint.ts'

const MAX = 4

export const aboutYouCount: Lint = {
  id: 'about-you-count',
  severity: 'error',
  about: 'Each question about the person makes them easier to pick out: at most four.',
  bad: [
    {
      survey: { about_you: ['age', 'b', 'c', 'd', 'e'].map((id) => ({ id, type: 'single', options: ['yes', 'no'] })) },
      en: {
        questions: Object.fromEntries(
          ['age', 'b', 'c', 'd', 'e'].map((id) => [
            id,
            { text: `And ${id}?`, options: { '18_49': null, '50_plus': null, yes: 'Yes', no: 'No' } },
          ]),
        ),
      },
    },
  ],
  good: [{}],
  check: (survey) => {
    const count = survey.sections.filter(({ part }) => part === 'about_you').flatMap(({ questions }) => questions).length
    return count <= MAX
      ? []
      : [{ part: { path: ['about_you'] }, message: `${count} questions are about the person`, remedy: `Keep ${MAX} or fewer` }]
  },
}
