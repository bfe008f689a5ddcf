import type { Lint } from './lint.ts'

const MAX = 4

export const aboutYouCount: Lint = {
  id: 'about-you-count',
  severity: 'error',
  about: 'Each question about the person makes them easier to pick out: at most four.',
  check: (survey) => {
    const count = survey.sections.filter(({ part }) => part === 'about_you').flatMap(({ questions }) => questions).length
    return count <= MAX
      ? []
      : [{ part: { path: ['about_you'] }, message: `${count} questions are about the person`, remedy: `Keep ${MAX} or fewer` }]
  },
}
