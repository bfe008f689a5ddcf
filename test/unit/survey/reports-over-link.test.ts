import { describe, expect, it } from 'vitest'
import { lintSurvey } from '#shared/survey/lint/survey-lints.ts'
import { mostReports } from '#shared/survey/most-reports.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { section, single, surveyOf } from '#test/unit/disclosure/sample.ts'

const { access: _, ...overLink } = surveyOf([section('main', [single('q', ['yes', 'no'])])])
const invited: Survey = { ...overLink, access: 'invitation' }

const why = 'We ask every spring, and want to see what changed.'

const refusals = (survey: Survey) =>
  lintSurvey(survey, '2026-11-21')
    .filter(({ lint }) => lint.id === 'reports-over-link' && lint.severity === 'error')
    .map(({ message }) => message)

describe('a survey that anybody with the link may answer', () => {
  it('says that it has one report of rounded numbers, or is refused', () => {
    for (const profile of ['rounded', 'careful'] as const) {
      expect(refusals({ ...overLink, disclosure: { profile, reports: 1 } })).toEqual([])
      expect(refusals({ ...overLink, disclosure: { profile } })).toEqual([
        expect.stringContaining('it is not said that there is one report'),
      ])
      expect(refusals({ ...overLink, disclosure: { profile, reports: 2 } })).toEqual([expect.stringContaining('2 reports are asked for')])
    }
  })

  it('has one report, whatever it asks for', () => {
    expect(mostReports({ ...overLink, disclosure: { profile: 'rounded' } })).toBe(1)
    expect(mostReports({ ...overLink, disclosure: { profile: 'rounded', reports: 6 } })).toBe(1)
  })

  it('may have profiles that bound their reports themselves', () => {
    for (const disclosure of [{ profile: 'dp', rho: 0.35 }, { profile: 'exact-closed' }, { profile: 'ckm' }] as const) {
      expect(refusals({ ...overLink, disclosure })).toEqual([])
      expect(mostReports({ ...overLink, disclosure })).toBeUndefined()
    }
  })
})

describe('a survey that asks for invitations', () => {
  it('has up to twelve reports, or as few as it says', () => {
    expect(mostReports(invited)).toBe(12)
    expect(mostReports({ ...invited, disclosure: { profile: 'careful', reports: 3 } })).toBe(3)
    expect(refusals({ ...invited, disclosure: { profile: 'rounded', reports: 13, why } })).toEqual([
      expect.stringContaining('13 reports are more than were ever tried'),
    ])
  })

  it('says why the community accepts what a second report tells, or has one, or is refused', () => {
    for (const profile of ['rounded', 'careful'] as const) {
      expect(refusals({ ...invited, disclosure: { profile, reports: 1 } })).toEqual([])
      for (const reports of [undefined, 2, 12]) {
        const disclosure = { profile, ...(reports === undefined ? {} : { reports }) }
        expect(refusals({ ...invited, disclosure })).toEqual([expect.stringContaining('what those said together who joined a group')])
        expect(refusals({ ...invited, disclosure: { ...disclosure, why } })).toEqual([])
      }
    }
  })
})
