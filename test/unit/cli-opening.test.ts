import { describe, expect, it } from 'vitest'
import { keepingOf } from '#cli/keeping.ts'
import { assertMayOpen } from '#cli/opening-rules.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { inMemory } from './respond/helpers/memory.ts'
import { keeperOf } from './retain/keeper.ts'
import { sampleSurvey } from './survey/sample.ts'

const survey = sampleSurvey()
const now = new Date('2027-01-01T12:00:00Z')
const asTrial = { version: versionOf(survey), trial: true as const }
const forReal = { version: versionOf(survey) }

/** The code that an opening is refused with. */
function refusal(of: Survey, last: typeof forReal | typeof asTrial | undefined, trial: boolean): unknown {
  try {
    assertMayOpen(of, { last, trial, now })
    return undefined
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? [thrown.code, thrown.message] : thrown
  }
}

describe('opening a survey', () => {
  it('is refused for a version that was a trial and is to be real, or the other way round, open or shut since', () => {
    expect(refusal(survey, asTrial, false)).toEqual([
      'survey-trial',
      expect.stringMatching(/^sample 1\.0\.0 was opened as a trial, .*Raise the version/),
    ])
    expect(refusal(survey, forReal, true)).toEqual([
      'survey-trial',
      expect.stringMatching(/^sample 1\.0\.0 was opened for real\. Raise the version/),
    ])
  })

  it('is free for the same version in the same way, for a new version in either, and for the first', () => {
    const next = { ...survey, version: '1.1.0' }
    expect([refusal(survey, asTrial, true), refusal(survey, forReal, false)]).toEqual([undefined, undefined])
    expect([refusal(next, asTrial, false), refusal(next, forReal, true)]).toEqual([undefined, undefined])
    expect([refusal(survey, undefined, true), refusal(survey, undefined, false)]).toEqual([undefined, undefined])
  })

  it('is refused from the hour on at which it was to close', () => {
    expect(refusal({ ...survey, closes: '2027-01-01 13:00 Europe/London' }, undefined, false)).toBeUndefined()
    expect(refusal({ ...survey, closes: '2027-01-01 12:00 Europe/London' }, undefined, false)).toEqual([
      'survey-closes',
      expect.stringContaining('was to close on 2027-01-01 12:00 Europe/London'),
    ])
  })

  it('is refused where the last hour of sending ends on the day of the first deletion, which is 30 days after it opens', async () => {
    const memory = inMemory()
    const surveys = { ...memory.community, ...keeperOf(memory, { today: '2027-01-01' }).keepingLog }
    const keeping = (closes: string) => keepingOf(surveys, { ...survey, closes }, '2027-01-01')
    expect(await keeping('2027-01-30 22:59 UTC')).toEqual([
      'It closes on 2027-01-30 22:59 UTC; who began before can send for an hour more. Answers are deleted on 2027-01-31, words on 2027-01-31.',
    ])
    await expect(keeping('2027-01-30 23:00 UTC')).rejects.toThrow(/the first of what people send is deleted on 2027-01-31/)
  })
})
