import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { type ClosedQuestion, isClosed, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { answered, expectRounded } from './support/checks.ts'
import { missingData, readRecords, surveyFolder } from './support/data.ts'
import { asker, namesByLabel, responsesCsv } from './support/responses.ts'
import { type Tabulated, tabulate } from './support/tabulated.ts'

const SET = 'github_oss_2017'
const missing = missingData(SET)

/** A survey, its questions and what the command made of its published rows. */
type Study = {
  readonly questions: ReadonlyMap<string, ClosedQuestion>
  readonly name: (question: string, published: string) => string
  readonly csv: string
  readonly exact: Tabulated
  /** The counts of the same rows, with nobody answering what they were not asked. */
  readonly fitting: () => Promise<Tabulated>
}

async function studyOf(id: string, file: string): Promise<Study> {
  const survey: Survey = await readSurvey(surveyFolder(id))
  const names = namesByLabel(survey)
  const questions = new Map(
    questionsOf(survey)
      .filter(isClosed)
      .map((question) => [question.id, question]),
  )
  const csv = responsesCsv(survey, readRecords(SET, file), asker(names))
  const fitting = () => tabulate(id, responsesCsv(survey, readRecords(SET, file), asker(names), { fit: true }), 'unprotected')
  const name = (id: string, published: string) => {
    const question = questions.get(id)
    const found = question && names(question, published)
    if (found === undefined) throw new Error(`${id} has no answer ${published}`)
    return found
  }
  return { questions, name, csv, exact: await tabulate(id, csv, 'unprotected'), fitting }
}

describe.skipIf(missing)(`the GitHub Open Source Survey 2017, as published${missing ? ` (${missing})` : ''}`, () => {
  let main: Study
  let incidents: Study
  const studyWith = (question: string) => [main, incidents].find((study) => study.questions.has(question))

  beforeAll(async () => {
    main = await studyOf('github-oss', 'raw.csv')
    incidents = await studyOf('github-oss-incidents', 'raw_negative_incidents.csv')
  })

  it('has the published count of every answer to every question', () => {
    const expected = readRecords(SET, 'expected', 'frequencies.csv')

    for (const { variable = '', value = '', count, base_answered, missing: unanswered } of expected) {
      const study = studyWith(variable)
      if (!study) throw new Error(`${variable} is not described`)
      expect([variable, value, study.exact.cell(variable, '', study.name(variable, value)).count]).toEqual([variable, value, count])
      expect([variable, answered(study.exact, variable)]).toEqual([variable, Number(base_answered)])
      expect(Number(study.exact.rowsOf(variable)[0]?.base) - Number(base_answered)).toBe(Number(unanswered))
    }
    expect(new Set(expected.map((row) => row.variable)).size).toBe(93)
  })

  it('has the published count of every option of every question with several answers', () => {
    const expected = readRecords(SET, 'expected', 'multiselect.csv')

    for (const { question = '', option = '', count, base_answered, base_all_rows } of expected) {
      const exact = studyWith(question)?.exact
      if (!exact) throw new Error(`${question} is not described`)
      expect([question, option, exact.cell(question, '', option).count]).toEqual([question, option, count])
      expect([exact.cell(question, '', option).base, answered(exact, question)]).toEqual([base_all_rows, Number(base_answered)])
    }
    expect(expected).toHaveLength(49)
  })

  it('has the published count of every cell of every cross-table', () => {
    const expected = readRecords(SET, 'expected', 'crosstabs.csv')

    for (const { table = '', row_variable = '', row_value = '', col_variable = '', col_value = '', count } of expected) {
      const found = studyWith(row_variable)
        ? crossed(row_variable, row_value, col_variable, col_value)
        : option(row_variable, row_value, col_variable, col_value)
      expect([table, row_value, col_value, found]).toEqual([table, row_value, col_value, Number(count)])
    }
    expect(new Set(expected.map((row) => row.table)).size).toBe(16)
  })

  /** A cell of two single choices, by whichever of them makes the groups. */
  function crossed(row: string, rowValue: string, column: string, columnValue: string): number {
    const study = studyWith(row)
    if (!study) throw new Error(`${row} is not described`)
    const [of, by] = [study.name(column, columnValue), study.name(row, rowValue)]
    const turned = study.exact.rowsOf(`${column}:${row}`, by).length === 0
    return Number((turned ? study.exact.cell(`${row}:${column}`, of, by) : study.exact.cell(`${column}:${row}`, by, of)).count)
  }

  /** Published as yes or no to one option: here the question is the option, and "no" is everybody who is not counted under it. */
  function option(row: string, rowValue: string, column: string, columnValue: string): number {
    const [witness, experience] = ['NEGATIVE.WITNESS', 'NEGATIVE.EXPERIENCE']
    expect([row, column]).toEqual([`${witness}.RUDENESS`, `${experience}.RUDENESS`])
    const { exact } = incidents
    const both = exact.cell(`${experience}:${witness}`, 'RUDENESS', 'RUDENESS')
    const [inBoth, inRow, inColumn] = [both.count, both.base, exact.cell(experience, '', 'RUDENESS').count].map(Number)
    const everyone = Number(exact.cell(experience, '', 'RUDENESS').base)
    if (inBoth === undefined || inRow === undefined || inColumn === undefined) throw new Error('three numbers')
    if (rowValue === '1') return columnValue === '1' ? inBoth : inRow - inBoth
    return columnValue === '1' ? inColumn - inBoth : everyone - inRow - inColumn + inBoth
  }

  it('has the published mean and median of every scored question, for everybody and by gender', () => {
    const expected = readRecords(SET, 'expected', 'means.csv')

    for (const { variable = '', by = '', group = '', n, mean, median } of expected) {
      const question = variable.replace(' (scored 1-5)', '')
      const table = by === '' ? question : `${question}:${by}`
      const inGroup = by === '' ? '' : main.name(by, group)
      const row = main.exact.means.find((each) => each.table === table && each.group === inGroup)
      const scored = main.questions.get(question)
      if (!row || scored?.type !== 'scale') throw new Error(`${table} has no mean`)
      const people = scored.options
        .map((each) => Number(main.exact.cell(table, inGroup, each.id).count))
        .reduce((sum, count) => sum + count)

      expect([table, group, people, Number(row.mean).toFixed(6)]).toEqual([table, group, Number(n), mean])
      expect(scored.options.find((each) => each.id === row.median)?.score).toBe(Number(median))
    }
    expect(expected).toHaveLength(18)
  })

  /** The page of 86 questions has 262 tables: it weighs more than 14 KB, but no question weighs more than on the page of 18 that has 14. */
  function expectWeight(page: string) {
    const CHART = /<svg.*?<\/svg>/gs
    const charts = page.match(CHART) ?? []
    const [first = ''] = page.split('<section id=')
    const compressed = (text: string) => gzipSync(text.replaceAll(CHART, '')).length

    expect(charts).toHaveLength(86)
    expect(Math.max(...charts.map((chart) => Buffer.byteLength(chart)))).toBeLessThanOrEqual(6 * 1024)
    expect(compressed(first)).toBeLessThanOrEqual(14 * 1024)
    expect(compressed(page) / charts.length).toBeLessThanOrEqual((14 * 1024) / 18)
  }

  it('when rounded, shows multiples of five from fifteen on, within four of the truth, and hides what is under eleven', async () => {
    const report = await tabulate('github-oss', main.csv, 'rounded')
    expectRounded(report, await main.fitting())
    expectWeight(report.page)
    expectRounded(await tabulate('github-oss-incidents', incidents.csv, 'rounded'), await incidents.fitting())
  })
})
