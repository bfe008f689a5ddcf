import type { Flaw, Lint } from './lint.ts'

export const sensitiveCrossed: Lint = {
  id: 'sensitive-crossed',
  severity: 'warning',
  about: 'Answers of a sensitive part are shown for everyone together, unless the board decides otherwise.',
  bad: [
    {
      survey: {
        sections: [{ id: 'a', note: true, sens: 'high', questions: [{ id: 'heard', type: 'scale', scale: 'often' }] }],
        plan: { cross: ['heard'] },
      },
      en: { sections: { a: { title: 'Part one', note: 'This part is about hard things.' } } },
    },
  ],
  good: [
    {
      survey: {
        sections: [{ id: 'a', note: true, sens: 'high', questions: [{ id: 'heard', type: 'scale', scale: 'often' }] }],
        plan: { cross: 'none' },
      },
      en: { sections: { a: { title: 'Part one', note: 'This part is about hard things.' } } },
    },
  ],
  check: ({ sections, plan }) => {
    const sensitive = new Set(sections.filter((section) => section.sensitive).flatMap(({ questions }) => questions.map(({ id }) => id)))
    const crossed: [readonly (string | number)[], string][] = [
      ...plan.by.map((id, i): [(string | number)[], string] => [['plan', 'by', i], id]),
      ...(typeof plan.cross === 'string' ? [] : plan.cross.map((id, i): [(string | number)[], string] => [['plan', 'cross', i], id])),
      ...plan.also.flatMap(({ question, by }, i): [(string | number)[], string][] => [
        [['plan', 'also', i, 'question'], question],
        [['plan', 'also', i, 'by'], by],
      ]),
    ]
    return crossed
      .filter(([, id]) => sensitive.has(id))
      .map(
        ([path, id]): Flaw => ({
          part: { path },
          message: `"${id}" is of a sensitive part and is split into groups`,
          remedy: 'Take it out, unless the board wants it',
        }),
      )
  },
}
