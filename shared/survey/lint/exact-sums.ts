import { areNested, nestsOf } from '../nests.ts'
import type { Survey } from '../survey.ts'
import type { Flaw, Lint } from './lint.ts'

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
    'Exact numbers (profile exact-closed) are for a survey without parts that can be skipped, without groups that nest, and without groups that are crossed with each other: of other surveys an attacker located hidden counts.',
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
  check: (survey) => (survey.disclosure.profile === 'exact-closed' ? [...skippable(survey), ...nested(survey), ...crossed(survey)] : []),
}

const REMEDY = 'Choose rounded'

function skippable({ sections }: Survey): Flaw[] {
  return sections.flatMap(({ id, note }, at) =>
    note
      ? [
          {
            part: { path: ['sections', at] },
            message: `exact numbers, and the part "${id}" can be skipped`,
            remedy: `${REMEDY}, or take out the note`,
          },
        ]
      : [],
  )
}

function nested(survey: Survey): Flaw[] {
  return nestsOf(survey).map(({ inner, outer }) => ({
    part: { path: ['plan', 'nests'] },
    message: `exact numbers, and the groups of "${inner}" lie in those of "${outer}"`,
    remedy: `${REMEDY}, or leave one of the two out of the plan`,
  }))
}

function crossed(survey: Survey): Flaw[] {
  const { by, cross, also } = survey.plan
  const open = survey.sections.filter(({ sensitive }) => !sensitive).flatMap(({ questions }) => questions.map(({ id }) => id))
  const split = cross === 'all' ? open : cross === 'none' ? [] : cross
  const tables = [...split.flatMap((question) => by.map((group) => ({ question, by: group }))), ...also]
  const groups = new Set([...by, ...also.map((each) => each.by)])
  const found = tables.filter(
    (each) => groups.has(each.question) && each.question !== each.by && !areNested(survey, each.question, each.by),
  )
  return [...new Set(found.map(({ question }) => question))].map((id) => ({
    part: { path: ['plan'] },
    message: `exact numbers, and the groups of "${id}" are split into other groups`,
    remedy: `${REMEDY}, or list in "cross" the questions to split, without "${id}"`,
  }))
}
