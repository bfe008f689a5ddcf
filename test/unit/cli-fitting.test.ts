import { describe, expect, it } from 'vitest'
import { fitting } from '#cli/responses/fitting.ts'
import { section, single, surveyOf } from './disclosure/sample.ts'

const survey = surveyOf([
  section('a', [
    single('went', ['yes', 'no']),
    single('where', ['here', 'there'], { if: { q: 'went', in: ['yes'] } }),
    single('why', ['far', 'near'], { if: { q: 'where', in: ['there'] } }),
  ]),
])
const chose = (option: string) => ({ state: 'answered', options: [option] }) as const

describe('a row of a file', () => {
  it('that fits the conditions stays as it is', () => {
    const row = { went: chose('yes'), where: chose('here'), why: { state: 'not_shown' } } as const
    expect(fitting(survey, row)).toStrictEqual({ answers: row, changed: [] })
  })

  it('loses answers to questions that were not shown, and answers to questions that depended on them', () => {
    const row = { went: chose('no'), where: chose('there'), why: chose('far') }
    expect(fitting(survey, row)).toStrictEqual({
      answers: { went: chose('no'), where: { state: 'not_shown' }, why: { state: 'not_shown' } },
      changed: ['where', 'why'],
    })
  })

  it('counts a question as skipped where it says that it was not shown, although it was', () => {
    const row = { went: chose('yes'), where: { state: 'not_shown' }, why: { state: 'not_shown' } } as const
    expect(fitting(survey, row)).toStrictEqual({
      answers: { went: chose('yes'), where: { state: 'skipped' }, why: { state: 'not_shown' } },
      changed: ['where'],
    })
  })
})
