import type { Lint } from './lint.ts'

const MAX = 18
const nineteen = Array.from({ length: 19 }, (_, i) => `q${i + 1}`)

export const questionCount: Lint = {
  id: 'question-count',
  severity: 'warning',
  about: 'More than 18 questions tire people out.',
  bad: [
    {
      says: 'A survey of nineteen questions.',
      survey: {
        sections: [{ id: 'a', questions: nineteen.map((id) => ({ id, type: 'scale', scale: 'often' })) }],
        plan: { cross: ['q1'] },
      },
      en: { questions: { heard: null, ...Object.fromEntries(nineteen.map((id) => [id, `Question ${id}?`])) } },
    },
  ],
  good: [{}],
  check: (survey) => {
    const main = survey.sections.filter(({ part }) => part === 'main').flatMap(({ questions }) => questions)
    const count = main.filter(({ type }) => type !== 'info').length
    return count <= MAX ? [] : [{ part: { path: ['sections'] }, message: `${count} questions`, remedy: `Keep ${MAX} or fewer` }]
  },
}
