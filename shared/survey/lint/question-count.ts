import type { Lint } from './lint.ts'

const MAX = 18

export const questionCount: Lint = {
  id: 'question-count',
  severity: 'warning',
  about: 'More than 18 questions tire people out.',
  check: (survey) => {
    const main = survey.sections.filter(({ part }) => part === 'main').flatMap(({ questions }) => questions)
    const count = main.filter(({ type }) => type !== 'info').length
    return count <= MAX ? [] : [{ part: { path: ['sections'] }, message: `${count} questions`, remedy: `Keep ${MAX} or fewer` }]
  },
}
