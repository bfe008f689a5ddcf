import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { studyPlan } from '#shared/disclosure/profiles/study-plan.ts'
import type { Margin } from '#shared/disclosure/structure/condition-sums.ts'
import { labelsIn, offsetMargins } from '#shared/disclosure/structure/offset-margins.ts'
import { PrintedCells } from '#shared/disclosure/structure/printed-cells.ts'
import { cellLabel, type Label, structureOf } from '#shared/disclosure/structure/survey-structure.ts'
import type { Answers } from '#shared/survey/answer.ts'
import { codebookOf, fieldOf } from '#shared/survey/codebook.ts'
import { type Rollup, rolledTables } from '#shared/survey/rollups.ts'
import { applySkipLogic } from '#shared/survey/skip-logic.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import { anyAnswers, anySurvey, chanceOf, withNest, withRollups } from './any-survey.ts'
import { multi, section, single, surveyOf } from './sample.ts'
import { Span } from './span.ts'

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

        for (const { total, parts } of offsetMargins(new PrintedCells(survey, tables), tables).margins) {
          const sum = parts.reduce((all, part) => all + (counts.get(part) ?? 0), 0)
          expect(sum, `${parts.join(' + ')} = ${total}`).toBe(counts.get(total) ?? 0)
        }
      }),
      { numRuns: 50 },
    )
  })

  test('tie the cells of every question, and leave out cells that are nobody by definition', () => {
    const labels = labelsIn(offsetMargins(new PrintedCells(survey, tables), tables).margins)
    const cell = (...predicates: readonly (readonly [string, string])[]): Label =>
      cellLabel(
        survey.id,
        predicates.map(([question, answer]) => ({ question, answer })),
      )

    expect(labels).toContain(cell())
    expect(labels).toContain(cell(['asked', 'yes'], ['age', 'old']))
    expect(labels).toContain(cell(['went', 'home'], ['place', 'island']))
    expect(labels).not.toContain(cell(['pension', 'some'], ['age', 'young']))
  })

  test('state once what two tables state', () => {
    const { margins } = offsetMargins(new PrintedCells(survey, tables), tables)
    const stated = margins.map(({ total, parts }) => [total, ...[...parts].sort()].join('\n'))

    expect(new Set(stated).size).toBe(stated.length)
  })

  test('share everyone, the groups, and the people who skipped a part', () => {
    const { shared } = offsetMargins(new PrintedCells(survey, tables), tables)
    const groups = Object.entries(GROUPS).flatMap(([question, answers]) =>
      answers.map((answer) => cellLabel(survey.id, [{ question, answer }])),
    )
    const part = { question: '~part:care', answer: '~section_skipped' }

    expect([...shared]).toEqual(expect.arrayContaining([cellLabel(survey.id, []), cellLabel(survey.id, [part]), ...groups]))
    expect(shared).not.toContain(cellLabel(survey.id, [{ question: 'asked', answer: 'yes' }]))
  })

  test('tie the people who were not shown a question to the answers that hid it', () => {
    const structure = structureOf(survey)
    const hidden = cellLabel(survey.id, structure.predicatesOf({ question: 'how' }, '~not_shown'))
    const answers = ['no', '~pns', '~skipped'].map((answer) => cellLabel(survey.id, [{ question: 'asked', answer }]))

    const { margins } = offsetMargins(new PrintedCells(survey, tables), tables)

    expect(margins).toContainEqual({ total: hidden, parts: expect.arrayContaining(answers) })
  })
})

/** Every size of a survey at least once. */
const SEEDS = Array.from({ length: 15 }, (_, at) => at + 1)
const sizeOf = (seed: number) => ({ questions: 3 + (seed % 4), options: 3, groupings: 1 + (seed % 3) })

describe('the margins of a report of any shape', () => {
  test.each([
    ['', false],
    [', with what is taken together', true],
  ])(
    'name cells that are printed, and hold for everybody who is in a group of each kind%s',
    (_, isRolled) => {
      for (const seed of SEEDS) {
        const fine = anySurvey(seed, { ...sizeOf(seed), options: isRolled ? 4 : 3 })
        const any = isRolled ? withRollups(fine, seed) : fine
        const { tables } = reportPlan(any)
        const { margins } = studyPlan(any).margins()
        const bys = [...new Set(tables.flatMap(({ by }) => by ?? []))]
        const people = peopleOf(any, 1500, seed).filter((answers) => bys.every((by) => !said(answers, by)[0]?.startsWith('~')))
        const printed = new Set(printedIn(any).keys())

        expect(
          labelsIn(margins).filter((label) => !printed.has(label)),
          `survey ${seed}`,
        ).toEqual([])
        const cells = cellsOf(any, people)
        expect(
          margins.filter((margin) => cells.some((one) => sumIn(margin, one) !== 0)),
          `survey ${seed}`,
        ).toEqual([])
      }
    },
    60_000,
  )

  // Left out: sums over tables by a question that also decides who is shown another one, together with other conditions.
  test.each([
    ['', false],
    [', with what is taken together', true],
  ])(
    'state all that ties printed cells together in ordinary surveys%s',
    (_, isRolled) => {
      for (const seed of SEEDS) {
        const fine = anySurvey(seed, { ...sizeOf(seed), options: isRolled ? 4 : 3, ordinary: true })
        const any = isRolled ? withRollups(fine, seed) : fine
        const columns = printedIn(any)
        // With fewer people more sums hold by chance: enough of them that none does.
        const everybody = cellsOf(any, peopleOf(any, 1200, seed))

        expect(unsaidOf(studyPlan(any).margins().margins, columns, everybody), `survey ${seed}`).toEqual([])
      }
    },
    60_000,
  )
})

describe('the margins of groups that nest', () => {
  test('state all that ties printed cells together, and hold for everybody who is in a group of each kind', () => {
    for (const seed of SEEDS) {
      const any = withNest(anySurvey(seed, { questions: 2 + (seed % 3), options: 3, groupings: 1, ordinary: true }), seed)
      const { margins } = studyPlan(any).margins()
      const columns = printedIn(any)
      const everybody = cellsOf(any, peopleOf(any, 3000, seed))
      const bys = [...new Set(reportPlan(any).tables.flatMap(({ by }) => by ?? []))]
      const inGroups = cellsOf(
        any,
        peopleOf(any, 1500, seed).filter((answers) => bys.every((by) => !said(answers, by)[0]?.startsWith('~'))),
      )

      expect(labelsIn(margins).filter((label) => !columns.has(label))).toEqual([])
      expect(
        margins.filter((margin) => inGroups.some((one) => sumIn(margin, one) !== 0)),
        `survey ${seed}`,
      ).toEqual([])
      expect(unsaidOf(margins, columns, everybody), `survey ${seed}`).toEqual([])
      expect(reportPlan(any).tables.filter(({ question, by }) => question === 'county' && by === 'region')).toEqual([])
    }
  }, 60_000)
})

/** Finds sums that always hold of the cells of all these people and that the margins do not imply. */
function unsaidOf(margins: readonly Margin[], columns: ReadonlyMap<Label, number>, everybody: readonly ReadonlySet<Label>[]) {
  const columnOf = (label: Label): number => columns.get(label) ?? Number.NaN
  const possible = new Span()
  for (const cells of everybody) possible.add(new Map([...cells].map((label) => [columnOf(label), 1])))
  // Cells that are nobody may be anything.
  for (const [label, column] of columns) if (!everybody.some((cells) => cells.has(label))) possible.add(new Map([[column, 1]]))
  const stated = new Span()
  for (const { total, parts, less = [] } of margins) {
    stated.add(
      new Map([...parts.map((part) => [columnOf(part), 1] as const), ...[total, ...less].map((label) => [columnOf(label), -1] as const)]),
    )
  }
  // Whatever fits all that is stated is a sum of people there can be: nothing that always holds was left unsaid.
  return stated.orthogonal(columns.size).filter((vector) => possible.add(vector))
}

function peopleOf(any: Survey, count: number, seed: number): readonly Answers[] {
  const chance = chanceOf(seed)
  return Array.from({ length: count }, () => anyAnswers(any, chance))
}

/** The cells of a report that count each person; people with the same cells once. */
function cellsOf(any: Survey, people: readonly Answers[]): readonly ReadonlySet<Label>[] {
  const { printed } = studyPlan(any)
  const rolledIn = rolledTables(any)
  const tables = reportPlan(any).tables.map(({ question, by }) => ({ question, by, rolled: rolledIn(question, by) }))
  const found = people.map((answers) => {
    const cells = new Set<Label>()
    for (const { question, by, rolled } of tables) {
      const groups =
        by === undefined
          ? [undefined]
          : [...said(answers, by).filter((group) => !group.startsWith('~')), ...taken(rolled.groups, answers, by)]
      for (const place of groups.map((group) => ({ question, by, group }))) {
        cells.add(printed.label(place))
        if (printed.canBeAsked(place))
          for (const answer of [...said(answers, question), ...taken(rolled.answers, answers, question)])
            cells.add(printed.label(place, answer))
      }
    }
    return cells
  })
  return [...new Map(found.map((cells) => [[...cells].join('\0'), cells])).values()]
}

function taken(rollups: readonly Rollup[], answers: Answers, question: string): readonly string[] {
  return rollups.filter(({ of }) => said(answers, question).some((each) => of.includes(each))).map(({ id }) => id)
}

/** All cells of a report, numbered. */
function printedIn(any: Survey): ReadonlyMap<Label, number> {
  const { printed } = studyPlan(any)
  const codebook = codebookOf(any)
  const labels = reportPlan(any).tables.flatMap(({ question, by }) => {
    const { options, states } = fieldOf(codebook, question)
    const rolled = rolledTables(any)(question, by)
    const groups = by === undefined ? [undefined] : [...fieldOf(codebook, by).options, ...rolled.groups.map(({ id }) => id)]
    return groups.flatMap((group) => {
      const place = { question, by, group }
      const answers = printed.canBeAsked(place)
        ? [...options, ...states.map((state) => `~${state}`), ...rolled.answers.map(({ id }) => id)]
        : []
      return [printed.label(place), ...answers.map((answer) => printed.label(place, answer))]
    })
  })
  return new Map([...new Set(labels)].map((label, number) => [label, number]))
}

function sumIn({ total, parts, less = [] }: Margin, cells: ReadonlySet<Label>): number {
  const count = (labels: readonly Label[]): number => labels.filter((label) => cells.has(label)).length
  return count(parts) - count([total, ...less])
}

function answersOf(given: Readonly<Record<string, string>>, skipsCare: boolean): Answers {
  const answers: Answers = Object.fromEntries(
    Object.entries(given).flatMap(([question, answer]) =>
      answer === '~skipped'
        ? []
        : [[question, answer === '~pns' ? { state: 'pns' as const } : { state: 'answered' as const, options: [answer] }] as const],
    ),
  )
  return applySkipLogic(survey, answers, new Set(skipsCare ? ['care'] : []))
}

/** The number of people that each label of the plan stands for, counted one person and one table at a time. */
function countsOf(people: readonly Answers[]): ReadonlyMap<Label, number> {
  const structure = structureOf(survey)
  const found = new Map<Label, Set<number>>()
  const add = (label: Label, who: number): void => void found.set(label, (found.get(label) ?? new Set()).add(who))
  for (const [who, answers] of people.entries()) {
    for (const { question } of codebookOf(survey).fields) {
      for (const by of [undefined, ...Object.keys(GROUPS)]) {
        const [group] = by === undefined ? [undefined] : said(answers, by)
        const place = { question, by, group }
        add(cellLabel(survey.id, structure.predicatesOfGroup(place)), who)
        if (structure.canBeAsked(place)) {
          for (const answer of said(answers, question)) add(cellLabel(survey.id, structure.predicatesOf(place, answer)), who)
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
