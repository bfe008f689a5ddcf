import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { labelsOf } from '#shared/disclosure/key-audit/margin.ts'
import { marginsOf } from '#shared/disclosure/key-audit/plan-margins.ts'
import { type Label, labelOf } from '#shared/disclosure/label.ts'
import { structureOf } from '#shared/disclosure/structure.ts'
import type { Answers } from '#shared/survey/answer.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import { settle } from '#shared/survey/settle.ts'
import { multi, section, single, surveyOf } from './sample.ts'

const GROUPS = { age: ['young', 'old'], place: ['town', 'village', 'island'] }

const survey = surveyOf([
  section('about', [single('age', GROUPS.age), single('place', GROUPS.place)]),
  section(
    'care',
    [
      single('asked', ['yes', 'no'], { auto: ['pns'] }),
      single('how', ['well', 'badly'], { if: { q: 'asked', in: ['yes'] } }),
      multi('went', ['clinic', 'home']),
    ],
    { note: true },
  ),
  section('money', [single('pension', ['some', 'none'], { if: { q: 'age', in: ['old'] } })]),
])

const tables = survey.sections
  .flatMap(({ questions }) => questions)
  .flatMap(({ id }) => [{ question: id }, ...Object.keys(GROUPS).flatMap((by) => (by === id ? [] : [{ question: id, by }]))])

const person = fc.record({
  age: fc.constantFrom(...GROUPS.age),
  place: fc.constantFrom(...GROUPS.place),
  asked: fc.constantFrom('yes', 'no', '~pns', '~skipped'),
  how: fc.constantFrom('well', 'badly', '~skipped'),
  pension: fc.constantFrom('some', 'none', '~skipped'),
  went: fc.constantFrom('clinic', 'home', '~pns', '~skipped'),
  skipsCare: fc.boolean(),
})

describe("the margins of a survey's report", () => {
  test('hold whatever people answer, as long as everybody is in a group', () => {
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 40 }), (people) => {
        const counts = countsOf(people.map(({ skipsCare, ...given }) => answersOf(given, skipsCare)))

        for (const { total, parts } of marginsOf(survey, tables).margins) {
          const sum = parts.reduce((all, part) => all + (counts.get(part) ?? 0), 0)
          expect(sum, `${parts.join(' + ')} = ${total}`).toBe(counts.get(total) ?? 0)
        }
      }),
      { numRuns: 50 },
    )
  })

  test('tie the cells of every question, and leave out cells that are nobody by definition', () => {
    const labels = labelsOf(marginsOf(survey, tables).margins)
    const cell = (...predicates: readonly (readonly [string, string])[]): Label =>
      labelOf(
        survey.id,
        predicates.map(([question, answer]) => ({ question, answer })),
      )

    expect(labels).toContain(cell())
    expect(labels).toContain(cell(['asked', 'yes'], ['age', 'old']))
    expect(labels).toContain(cell(['went', 'home'], ['place', 'island']))
    expect(labels).not.toContain(cell(['pension', 'some'], ['age', 'young']))
  })

  test('state once what two tables state', () => {
    const { margins } = marginsOf(survey, tables)
    const stated = margins.map(({ total, parts }) => [total, ...[...parts].sort()].join('\n'))

    expect(new Set(stated).size).toBe(stated.length)
  })

  test('share everyone, the groups, and whoever skipped a part', () => {
    const { shared } = marginsOf(survey, tables)
    const groups = Object.entries(GROUPS).flatMap(([question, answers]) =>
      answers.map((answer) => labelOf(survey.id, [{ question, answer }])),
    )
    const part = { question: '~part:care', answer: '~section_skipped' }

    expect([...shared]).toEqual(expect.arrayContaining([labelOf(survey.id, []), labelOf(survey.id, [part]), ...groups]))
    expect(shared).not.toContain(labelOf(survey.id, [{ question: 'asked', answer: 'yes' }]))
  })

  test('tie whoever was not shown a question to the answers that hid it', () => {
    const structure = structureOf(survey)
    const hidden = labelOf(survey.id, structure.predicatesOf({ question: 'how' }, '~not_shown'))
    const answers = ['no', '~pns', '~skipped'].map((answer) => labelOf(survey.id, [{ question: 'asked', answer }]))

    const { margins } = marginsOf(survey, tables)

    expect(margins).toContainEqual({ total: hidden, parts: expect.arrayContaining(answers) })
  })
})

function answersOf(given: Readonly<Record<string, string>>, skipsCare: boolean): Answers {
  const answers: Answers = Object.fromEntries(
    Object.entries(given).flatMap(([question, answer]) =>
      answer === '~skipped'
        ? []
        : [[question, answer === '~pns' ? { state: 'pns' as const } : { state: 'answered' as const, options: [answer] }] as const],
    ),
  )
  return settle(survey, answers, new Set(skipsCare ? ['care'] : []))
}

/** How many people each label of the plan stands for, counted one person and one table at a time. */
function countsOf(people: readonly Answers[]): ReadonlyMap<Label, number> {
  const structure = structureOf(survey)
  const found = new Map<Label, Set<number>>()
  const add = (label: Label, who: number): void => void found.set(label, (found.get(label) ?? new Set()).add(who))
  for (const [who, answers] of people.entries()) {
    for (const { question } of codebookOf(survey).fields) {
      for (const by of [undefined, ...Object.keys(GROUPS)]) {
        const [group] = by === undefined ? [undefined] : said(answers, by)
        const place = { question, by, group }
        add(labelOf(survey.id, structure.predicatesOfGroup(place)), who)
        if (structure.canBeAsked(place)) {
          for (const answer of said(answers, question)) add(labelOf(survey.id, structure.predicatesOf(place, answer)), who)
        }
      }
    }
  }
  return new Map([...found].map(([label, who]) => [label, who.size]))
}

function said(answers: Answers, question: string): readonly string[] {
  const answer = answers[question]
  if (answer === undefined) return ['~skipped']
  return 'options' in answer ? answer.options : [`~${answer.state}`]
}
