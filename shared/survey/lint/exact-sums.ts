import { exactRisks } from '../exact-risks.ts'
import type { Lint } from './lint.ts'

/** Measured: docs/profiles.md, exact-closed. */
const TWO_GROUPS = {
  about_you: [
    { id: 'years', type: 'single', options: ['under_40', 'from_40'] },
    { id: 'area', type: 'single', options: ['town', 'country'] },
  ],
}
const THEIR_WORDS = {
  questions: {
    age: null,
    years: { text: 'How old are you?', options: { under_40: 'Under 40', from_40: '40 or older' } },
    area: { text: 'Where do you live?', options: { town: 'In a town', country: 'In the country' } },
  },
}

export const exactSums: Lint = {
  id: 'exact-sums',
  severity: 'error',
  about:
    'Exact numbers (profile exact-closed) are for a survey without parts that can be skipped, and without groups that nest, are crossed with each other, overlap, or decide who is asked something: of other surveys an attacker located hidden counts.',
  bad: [
    {
      survey: {
        disclosure: { profile: 'exact-closed', reports: null },
        sections: [{ id: 'a', note: true, questions: [{ id: 'heard', type: 'scale', scale: 'often' }] }],
      },
      en: { sections: { a: { title: 'Part one', note: 'This part is about hard things.' } } },
    },
    {
      survey: { disclosure: { profile: 'exact-closed', reports: null }, ...TWO_GROUPS, plan: { by: ['years', 'area'], cross: 'all' } },
      en: THEIR_WORDS,
    },
  ],
  good: [
    { survey: { disclosure: { profile: 'exact-closed', reports: null } } },
    {
      survey: { disclosure: { profile: 'exact-closed', reports: null }, ...TWO_GROUPS, plan: { by: ['years', 'area'], cross: ['heard'] } },
      en: THEIR_WORDS,
    },
  ],
  check: (survey) =>
    survey.disclosure.profile === 'exact-closed'
      ? exactRisks(survey).map(({ path, message, remedy }) => ({
          part: { path: [...path] },
          message: `exact numbers, and ${message}`,
          remedy,
        }))
      : [],
}
