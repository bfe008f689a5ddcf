import type { Lint } from './lint.ts'

export const unreviewed: Lint = {
  id: 'unreviewed',
  severity: 'warning',
  about: 'Each language is gone through by people from the community before a survey opens.',
  check: (survey) =>
    Object.entries(survey.texts)
      .filter(([, texts]) => texts.reviewed === 'unreviewed')
      .map(([language]) => ({
        part: { language, path: ['reviewed'] },
        message: `nobody from the community has gone through the wording in "${language}"`,
        remedy: 'Hold the interviews, then write "reviewed: reviewed"',
      })),
}
