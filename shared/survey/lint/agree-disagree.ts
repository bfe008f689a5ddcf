import type { Lint } from './lint.ts'

export const agreeDisagree: Lint = {
  id: 'agree-disagree',
  severity: 'warning',
  about: 'Agree or disagree options draw people towards yes (acquiescence); name the thing itself, such as "Always ... Never".',
  check: (survey) =>
    Object.entries(survey.texts).flatMap(([language, { questions }]) =>
      Object.entries(questions).flatMap(([question, { options }]) => {
        const labels = Object.values(options ?? {})
        if (!labels.some((label) => /\bagree\b/i.test(label)) || !labels.some((label) => /\bdisagree\b/i.test(label))) return []
        return [
          {
            part: { language, question, path: ['options'] },
            message: 'the options are agree and disagree',
            remedy: 'Let the options name what is asked',
          },
        ]
      }),
    ),
}
