import type { Flaw, Lint } from './lint.ts'

export const sensitiveCrossed: Lint = {
  id: 'sensitive-crossed',
  severity: 'warning',
  about: 'Answers of a sensitive part are shown for everyone together, unless the board decides otherwise.',
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
