import { describe, expect, it } from 'vitest'
import { keepingOf } from '#cli/keeping.ts'
import { assertNotOver, assertOpenedAlike } from '#cli/opening-rules.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { inMemory } from './respond/helpers/memory.ts'
import { keeperOf } from './retain/keeper.ts'
import { sampleSurvey } from './survey/sample.ts'

const survey = sampleSurvey()
const now = new Date('2027-01-01T12:00:00Z')

/** The code that an opening is refused with. */
function refusal(attempt: () => void): unknown {
  try {
    attempt()
    return undefined
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? [thrown.code, thrown.message] : thrown
  }
}

describe('opening a survey', () => {
  it('is refused for a version that was a trial first and is to be real, or the other way round, whatever was open since', async () => {
    const { keepingLog } = keeperOf(inMemory(), { today: '2027-01-01' })
    const open = async (of: Survey, as: 'trial' | 'real') => {
      const first = await keepingLog.noteOpeningAs(versionOf(of), as)
      return refusal(() => assertOpenedAlike(of, first, as))
    }
    const next = { ...survey, version: '1.1.0' }
    expect([await open(survey, 'trial'), await open(next, 'real'), await open(survey, 'trial')]).toEqual([undefined, undefined, undefined])
    expect(await open(survey, 'real')).toEqual([
      'survey-trial',
      expect.stringMatching(/^sample 1\.0\.0 was opened as a trial, .*Raise the version/),
    ])
    expect(await open(next, 'trial')).toEqual([
      'survey-trial',
      expect.stringMatching(/^sample 1\.1\.0 was opened for real\. .*raise the version/),
    ])
  })

  it('is refused from the hour on at which it was to close', () => {
    const closing = (closes: string) => refusal(() => assertNotOver({ ...survey, closes }, now))
    expect(closing('2027-01-01 13:00 Europe/London')).toBeUndefined()
    expect(closing('2027-01-01 12:00 Europe/London')).toEqual([
      'survey-closes',
      expect.stringContaining('was to close on 2027-01-01 12:00 Europe/London'),
    ])
  })

  it('is refused where the last hour of sending ends on the day of the first deletion, which is 30 days after it opens', async () => {
    const memory = inMemory()
    const surveys = { ...memory.community, ...keeperOf(memory, { today: '2027-01-01' }).keepingLog }
    const keeping = (closes: string) => keepingOf(surveys, { ...survey, closes }, '2027-01-01')
    expect(await keeping('2027-01-30 22:59 UTC')).toEqual([
      'It closes on 2027-01-30 22:59 UTC; people who began before that can send for one more hour. Answers are deleted on 2027-01-31, words on 2027-01-31.',
    ])
    await expect(keeping('2027-01-30 23:00 UTC')).rejects.toThrow(/the first answers are deleted on 2027-01-31/)
  })
})
