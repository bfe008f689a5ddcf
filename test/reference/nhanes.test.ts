import { beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { type ClosedQuestion, isClosed, questionsOf } from '#shared/survey/survey.ts'
import { answered, expectRounded } from './support/checks.ts'
import { missingData, type PublishedRow, readRecords, surveyFolder } from './support/data.ts'
import { asker, namesByCode, responsesCsv } from './support/responses.ts'
import { type Tabulated, tabulate } from './support/tabulated.ts'

const SET = 'nhanes_depression_2017_2018'
const missing = missingData(SET)
const ITEMS = ['DPQ010', 'DPQ020', 'DPQ030', 'DPQ040', 'DPQ050', 'DPQ060', 'DPQ070', 'DPQ080', 'DPQ090']

/** The numbers that the publishers derived from the answers: given to the survey as numbers, which it bands. */
const DERIVED: Readonly<Record<string, (record: PublishedRow) => string>> = {
  PHQ9: total,
  'PHQ9.GE10': total,
  SEVERITY: total,
  AGE5: (record) => record.RIDAGEYR ?? '',
}

/** Empty unless all nine items have an answer from 0 to 3. */
function total(record: PublishedRow): string {
  const items = ITEMS.map((item) => record[item] ?? '')
  return items.every((each) => /^[0-3]$/.test(each)) ? String(items.map(Number).reduce((sum, each) => sum + each)) : ''
}

/** Published names of variables and of the groups derived from them, and ours. */
const variableOf = (published: string) =>
  published.replace(' (derived)', '').replace(/^_/, '').replace('PHQ9_GE10', 'PHQ9.GE10').replace(" with refused/don't know kept", '')
const GROUPS: Readonly<Record<string, string>> = {
  ...{
    'minimal 0-4': 'minimal',
    'mild 5-9': 'mild',
    'moderate 10-14': 'moderate',
    'mod. severe 15-19': 'mod_severe',
    'severe 20-27': 'severe',
  },
  ...{ '18-29': '18_29', '30-44': '30_44', '45-59': '45_59', '60-74': '60_74', '75+': '75_plus' },
}

describe.skipIf(missing)(`the depression screener of NHANES 2017-2018, as published${missing ? ` (${missing})` : ''}`, () => {
  let questions: ReadonlyMap<string, ClosedQuestion>
  let csv: string
  let exact: Tabulated

  beforeAll(async () => {
    const survey = await readSurvey(surveyFolder('nhanes'))
    questions = new Map(
      questionsOf(survey)
        .filter(isClosed)
        .map((question) => [question.id, question]),
    )
    const published = asker(namesByCode)
    const derived = (question: ClosedQuestion, record: PublishedRow) => DERIVED[question.id]?.(record)
    csv = responsesCsv(survey, readRecords(SET, 'raw.csv'), (question, record) => derived(question, record) ?? published(question, record))
    exact = await tabulate('nhanes', csv, 'unprotected')
  })

  function nameOf(variable: string, value: string): string {
    const question = questions.get(variable)
    const name = GROUPS[value] ?? (question && namesByCode(question, value))
    if (name === undefined) throw new Error(`${variable} has no answer ${value}`)
    return name
  }

  it("has the published count of every code of every question, refused and don't know among them", () => {
    const expected = readRecords(SET, 'expected', 'frequencies.csv')

    for (const { variable: published = '', value = '', count, base_answered, missing: unanswered } of expected) {
      const variable = variableOf(published)
      expect([variable, value, exact.cell(variable, '', nameOf(variable, value)).count]).toEqual([variable, value, count])
      expect([variable, answered(exact, variable)]).toEqual([variable, Number(base_answered)])
      expect(Number(exact.rowsOf(variable)[0]?.base) - Number(base_answered)).toBe(Number(unanswered))
    }
    expect(new Set(expected.map((row) => row.variable)).size).toBe(27)
  })

  it('has the published count of every cell of every cross-table', () => {
    const expected = readRecords(SET, 'expected', 'crosstabs.csv')

    for (const { table = '', row_variable = '', row_value = '', col_variable = '', col_value = '', count } of expected) {
      const [row, column] = [variableOf(row_variable), variableOf(col_variable)]
      const found = exact.cell(`${column}:${row}`, nameOf(row, row_value), nameOf(column, col_value)).count
      expect([table, row_value, col_value, found]).toEqual([table, row_value, col_value, count])
    }
    expect(new Set(expected.map((row) => row.table)).size).toBe(14)
  })

  it('has the published mean and median of every item, of the total by gender, origin and age, and of age', () => {
    const expected = readRecords(SET, 'expected', 'means.csv')

    for (const { variable = '', by = '', group = '', n, mean, median } of expected) {
      const question = variable === 'PHQ9 total' ? 'PHQ9' : variable.startsWith('age') ? 'RIDAGEYR' : variable
      const table = by === '' ? question : `${question}:${variableOf(by)}`
      const inGroup = by === '' ? '' : nameOf(variableOf(by), group)
      const row = exact.means.find((each) => each.table === table && each.group === inGroup)
      const scored = exact.rowsOf(table, inGroup).filter((each) => !/^[~^]/.test(each.answer))
      const people = scored.reduce((sum, each) => sum + Number(each.count), 0)

      expect([table, group, people, Number(row?.mean).toFixed(6)]).toEqual([table, group, Number(n), mean])
      // Half of the people between two answers is published as the middle; ours is the upper of the two.
      expect(Number(row?.median)).toBe(Math.ceil(Number(median)))
    }
    expect(expected).toHaveLength(24)
  })

  it('when rounded, shows multiples of five from fifteen on, within four of the truth, and hides what is under eleven', async () => {
    expectRounded(await tabulate('nhanes', csv, 'rounded'), exact)
  })
})
