import { describe, expect, it } from 'vitest'
import { readSurvey } from '#cli/read-survey.ts'
import { expectRounded } from './support/checks.ts'
import { missingData, readRecords, surveyFolder } from './support/data.ts'
import { asker, responsesCsv } from './support/responses.ts'
import { tabulate } from './support/tabulated.ts'

const missing = missingData('haireyecolor')

describe.skipIf(missing)(`hair and eye color of 592 students${missing ? ` (${missing})` : ''}`, () => {
  it('has the margins that every textbook prints, and rounds them', async () => {
    const survey = await readSurvey(surveyFolder('haireyecolor'))
    const csv = responsesCsv(
      survey,
      readRecords('haireyecolor', 'raw.csv'),
      asker((_, label) => label),
    )

    const exact = await tabulate('haireyecolor', csv, 'unprotected')

    const margin = (question: string, group = '') =>
      exact
        .rowsOf(question, group)
        .slice(0, 4)
        .map((row) => [row.answer, Number(row.count)])
    expect(Object.fromEntries(margin('Hair'))).toEqual({ Black: 108, Brown: 286, Red: 71, Blond: 127 })
    expect(Object.fromEntries(margin('Eye'))).toEqual({ Brown: 220, Blue: 215, Hazel: 93, Green: 64 })
    expect(Object.fromEntries(margin('Eye:Sex', 'Female'))).toEqual({ Brown: 122, Blue: 114, Hazel: 46, Green: 31 })
    expectRounded(await tabulate('haireyecolor', csv, 'rounded'), exact)
  })
})
