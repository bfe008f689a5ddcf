import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CodingError, encodeAnswers } from '#shared/response/coding.ts'
import type { Answers } from '#shared/survey/answer.ts'
import { codebookOf } from '#shared/survey/codebook.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { reportPlan } from '#shared/tabulate/plan.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { addResponses, countedTables, emptyTally, mergeTallies } from '#shared/tabulate/tally.ts'
import { anyAnswers, anySurvey, multi, optionIds, sectionOf, single, surveyOf } from './surveys.ts'

/** A survey and what people answered; a few people repeated, so that joint codes come up more than once. */
const anyData = anySurvey.chain((survey) =>
  fc
    .record({
      survey: fc.constant(survey),
      people: fc.array(anyAnswers(codebookOf(survey)), { maxLength: 30 }),
      times: fc.constantFrom(1, 1, 40),
    })
    .map(({ people, times, ...rest }) => ({ ...rest, people: Array.from({ length: times }, () => people).flat() })),
)

function coded(survey: Survey, people: readonly Answers[]): Uint8Array[] {
  return people.map((answers) => encodeAnswers(codebookOf(survey), answers))
}

function tallied(survey: Survey, people: readonly Answers[]) {
  return addResponses(emptyTally(reportPlan(survey)), coded(survey, people))
}

/** The tables as anybody would count them by hand, from answers and not from bytes. */
function byHand(survey: Survey, people: readonly Answers[]): CountedTable[] {
  const plan = reportPlan(survey)
  return plan.tables.map((table) => {
    const field = plan.codebook.fields.find((each) => each.question === table.question)
    const groups = table.by === undefined ? [undefined] : (plan.codebook.fields.find((each) => each.question === table.by)?.options ?? [])
    return {
      ...table,
      slices: groups.map((group) => {
        const members = people.filter((each) => table.by === undefined || gave(each, table.by, group ?? ''))
        return {
          ...(group === undefined ? {} : { group }),
          base: members.length,
          cells: [...(field?.options ?? []), ...(field?.states ?? []).map((state) => `~${state}`)].map((answer) => ({
            answer,
            count: members.filter((each) => gave(each, table.question, answer)).length,
          })),
        }
      }),
    }
  })
}

function gave(answers: Answers, question: string, label: string): boolean {
  const answer = answers[question]
  if (answer === undefined) return label === '~skipped'
  return 'options' in answer ? answer.options.includes(label) : `~${answer.state}` === label
}

describe('a tally', () => {
  it('counts what counting by hand counts', () => {
    fc.assert(
      fc.property(anyData, ({ survey, people }) => {
        expect(countedTables(tallied(survey, people))).toEqual(byHand(survey, people))
      }),
      { numRuns: 150 },
    )
  })

  it('is the same for any order of the responses and any split into parts', () => {
    fc.assert(
      fc.property(
        anyData.chain(({ survey, people }) =>
          fc.record({
            survey: fc.constant(survey),
            people: fc.constant(people),
            shuffled: fc.shuffledSubarray([...people], { minLength: people.length }),
            cut: fc.nat(people.length),
          }),
        ),
        ({ survey, people, shuffled, cut }) => {
          const parts = [shuffled.slice(0, cut), shuffled.slice(cut)].map((part) => tallied(survey, part))
          expect(parts.reduce(mergeTallies)).toEqual(tallied(survey, people))
        },
      ),
    )
  })

  it('merges in any order, and the empty tally changes nothing', () => {
    fc.assert(
      fc.property(anyData, fc.nat(), fc.nat(), ({ survey, people }, x, y) => {
        const [from, to] = [x, y].map((each) => each % (people.length + 1)).sort((p, q) => p - q)
        const [a, b, c] = [people.slice(0, from), people.slice(from, to), people.slice(to)].map((part) => tallied(survey, part))
        if (!a || !b || !c) throw new Error('three parts')

        expect(mergeTallies(mergeTallies(a, b), c)).toEqual(mergeTallies(a, mergeTallies(b, c)))
        expect(mergeTallies(a, b)).toEqual(mergeTallies(b, a))
        expect(mergeTallies(a, emptyTally(reportPlan(survey)))).toEqual(a)
      }),
    )
  })

  it('has margins that add up: everyone in a slice gave one answer to a single choice', () => {
    fc.assert(
      fc.property(anyData, ({ survey, people }) => {
        const one = new Set(codebookOf(survey).fields.flatMap((field) => (field.kind === 'one' ? [field.question] : [])))
        for (const table of countedTables(tallied(survey, people)).filter((each) => one.has(each.question))) {
          for (const slice of table.slices) expect(slice.cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(slice.base)
        }
      }),
    )
  })

  it('counts one block of packed responses like the same responses one by one', () => {
    fc.assert(
      fc.property(anyData, ({ survey, people }) => {
        const plan = reportPlan(survey)
        const rows = coded(survey, people)
        fc.pre(plan.codebook.size > 0)
        expect(addResponses(emptyTally(plan), new Uint8Array(Buffer.concat(rows)))).toEqual(addResponses(emptyTally(plan), rows))
      }),
    )
  })

  it('counts more responses than one block holds', () => {
    const survey = surveyOf([sectionOf([single('q', ['a', 'b']), single('g', ['x', 'y'])])], { by: ['g'] })
    const people = 10_001
    const rows = Array.from({ length: people }, (_, i) => Uint8Array.of(1 + (i % 2), 1 + (Math.floor(i / 2) % 2)))

    const crossed = countedTables(addResponses(emptyTally(reportPlan(survey)), rows)).find((table) => table.id === 'q:g')

    expect(crossed?.slices.map((slice) => slice.cells.slice(0, 2).map((cell) => cell.count))).toEqual([
      [2501, 2500],
      [2500, 2500],
    ])
  })

  it('falls back to several joint codes when the group variables have too many together', () => {
    // 13^4 joint codes are more than one pass keeps. Byte 0 is q, bytes 1 to 4 the groups.
    const groups = ['g1', 'g2', 'g3', 'g4']
    const survey = surveyOf([sectionOf([single('q', ['a', 'b']), ...groups.map((id) => single(id, optionIds(12)))])], { by: groups })
    const rows = Array.from({ length: 90_000 }, (_, i) => Uint8Array.from([1 + (i % 2), ...groups.map((_, g) => 1 + ((i * (g + 3)) % 12))]))
    const both = (x: number, y: number) => rows.filter((row) => row[x] === 2 && row[y] === 4).length

    const tables = countedTables(addResponses(emptyTally(reportPlan(survey)), rows))
    const cell = (id: string) => tables.find((table) => table.id === id)?.slices[3]?.cells[1]?.count

    expect([cell('q:g1'), cell('q:g4'), cell('g1:g4'), cell('g4:g1')]).toEqual([both(0, 1), both(0, 4), both(1, 4), both(4, 1)])
  })

  it('puts somebody who chose several groups into each of them, and nobody who chose not to say into any', () => {
    const survey = surveyOf([sectionOf([single('q', ['a', 'b']), multi('roles', ['peer', 'carer'], ['pns'])])], { by: ['roles'] })
    const people: Answers[] = [
      { q: { state: 'answered', options: ['a'] }, roles: { state: 'answered', options: ['peer', 'carer'] } },
      { q: { state: 'answered', options: ['b'] }, roles: { state: 'answered', options: ['carer'] } },
      { q: { state: 'answered', options: ['b'] }, roles: { state: 'pns' } },
    ]

    const slices = countedTables(tallied(survey, people)).find((table) => table.id === 'q:roles')?.slices

    expect(slices?.map(({ group, base }) => [group, base])).toEqual([
      ['peer', 1],
      ['carer', 2],
    ])
  })

  it.each([
    ['an option beyond the last', [[3, 1, 0b001_00000]]],
    ['a state that the question cannot be in', [[253, 1, 0b001_00000]]],
    ['a bit beyond the last option', [[1, 1, 0b001_01000]]],
    ['options beside a missing answer', [[1, 1, 0b000_00000]]],
    ['answered with nothing chosen', [[1, 0, 0b001_00000]]],
    ['too few bytes', [[1, 1]]],
  ])('counts nothing when a response holds %s', (_, bad) => {
    const plan = reportPlan(surveyOf([sectionOf([single('q', ['a', 'b']), multi('m', optionIds(9))])], { by: ['q'] }))
    const good = Array.from({ length: 100 }, () => Uint8Array.of(1, 1, 0b001_00000))

    expect(() => addResponses(emptyTally(plan), [...good, ...bad.map((row) => Uint8Array.from(row))])).toThrow(CodingError)
  })

  it('is never added to a tally of another plan', () => {
    const sections = [sectionOf([single('q', ['a', 'b']), single('g', ['x', 'y'])])]

    expect(() =>
      mergeTallies(emptyTally(reportPlan(surveyOf(sections))), emptyTally(reportPlan(surveyOf(sections, { by: ['g'] })))),
    ).toThrow('different plans')
  })
})
