import { describe, expect, it } from 'vitest'
import type { ReportTable } from '#shared/disclosure/report.ts'
import { attributionIn } from '#shared/stories/review/attribution.ts'
import { section, single, surveyOf } from '#test/unit/disclosure/sample.ts'

const survey = surveyOf([section('a', [single('age', ['young', 'old']), single('q', ['yes', 'no'])])])

/** A table by age, with the least number of people that a reader can know of the old. */
function byAge(id: string, low: number | undefined): ReportTable {
  const old = { group: 'old', asOf: 1, cells: [], ...(low === undefined ? {} : { base: { value: low + 2, low, high: low + 4 } }) }
  return { id, question: 'q', by: 'age', slices: [{ group: 'young', asOf: 1, cells: [], base: { value: 92, low: 90, high: 94 } }, old] }
}
const label = (tables: readonly ReportTable[], option = 'old', question = 'age') =>
  attributionIn(survey, tables, { question, option }, 'en', 10)

describe('how a quote says who wrote it (ST-08)', () => {
  it('is by one group that the same report shows with at least ten people', () => {
    expect(label([byAge('q:age', 10)])).toBeTypeOf('string')
    expect(label([byAge('q:age', 9)])).toBeUndefined()
  })

  it('is by no group that is too small, or hidden, in any table of the report', () => {
    expect(label([byAge('q:age', 40), byAge('r:age', 9)])).toBeUndefined()
    expect(label([byAge('q:age', 40), byAge('r:age', undefined)])).toBeUndefined()
  })

  it('is by nothing that the report does not show groups by', () => {
    expect(label([byAge('q:age', 40)], 'yes', 'q')).toBeUndefined()
    expect(label([byAge('q:age', 40)], 'ancient')).toBeUndefined()
    expect(label([])).toBeUndefined()
  })
})
