import { describe, expect, it } from 'vitest'
import { authoredClosing, closesAt, lastSendingAt, stageOf } from '#shared/survey/closing.ts'
import { LINTS } from '#shared/survey/lint/survey-lints.ts'
import { filesOf, refusals, STRUCTURE, sampleSurvey, swap } from './sample.ts'

const said = (text: string) => authoredClosing.safeParse(text).error?.issues.map(({ message }) => message) ?? []

describe('the hour at which a survey closes', () => {
  // Expected values from the tz database by hand: British Summer Time is one hour ahead of UTC, and so on.
  it.each([
    ['2027-03-01 18:00 Europe/London', '2027-03-01T18:00:00.000Z'],
    ['2027-07-01 18:00 Europe/London', '2027-07-01T17:00:00.000Z'],
    ['2027-03-28 00:59 Europe/London', '2027-03-28T00:59:00.000Z'],
    ['2027-03-28 02:00 Europe/London', '2027-03-28T01:00:00.000Z'],
    ['2027-11-07 00:59 America/New_York', '2027-11-07T04:59:00.000Z'],
    ['2027-11-07 02:00 America/New_York', '2027-11-07T07:00:00.000Z'],
    ['2027-01-15 00:00 Asia/Kathmandu', '2027-01-14T18:15:00.000Z'],
    ['2027-06-01 00:00 Pacific/Kiritimati', '2027-05-31T10:00:00.000Z'],
    ['2028-02-29 23:59 UTC', '2028-02-29T23:59:00.000Z'],
    // Lord Howe Island moves its clocks by half an hour.
    ['2027-07-01 12:00 Australia/Lord_Howe', '2027-07-01T01:30:00.000Z'],
    ['2027-01-01 12:00 Australia/Lord_Howe', '2027-01-01T01:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect([said(text), closesAt(text).toISOString()]).toEqual([[], instant])
  })

  it.each([
    ['2027-10-31 01:30 Europe/London', '2027-10-31T01:30:00.000Z'],
    ['2027-11-07 01:30 America/New_York', '2027-11-07T06:30:00.000Z'],
  ])('%s, which clocks show twice, is the second one, so that nobody has less time than was said', (text, instant) => {
    expect([said(text), closesAt(text).toISOString()]).toEqual([[], instant])
  })

  it('that clocks leave out is refused, and so is a day or an hour that there is not', () => {
    for (const text of [
      '2027-03-28 01:30 Europe/London',
      '2027-03-14 02:00 America/New_York',
      '2027-02-30 10:00 UTC',
      '2027-03-01 24:30 UTC',
    ]) {
      expect(said(text), text).toEqual([expect.stringMatching(/choose another hour/)])
    }
    // Stored by a version whose clocks knew it: the instant at which they leap over it.
    expect(closesAt('2027-03-28 01:30 Europe/London').toISOString()).toBe('2027-03-28T00:30:00.000Z')
  })

  it('has the name of a zone: no offset, no zone that there is not, nothing left out', () => {
    for (const text of ['2027-03-01 18:00', '2027-03-01 18:00 +01:00', '2027-03-01T18:00 Europe/London', '1 March 2027 18:00 UTC', '']) {
      expect(said(text), text).toEqual([expect.stringMatching(/^write a day, an hour and the name of a zone/)])
    }
    expect(said('2027-03-01 18:00 Europe/Lodnon')).toEqual([expect.stringMatching(/name a zone of the tz database/)])
  })

  it('divides time into three, each to the millisecond', () => {
    const text = '2027-03-01 18:00 Europe/London'
    const at = (time: string) => stageOf(text, new Date(`2027-03-01T${time}Z`))
    expect(['17:59:59.999', '18:00:00.000', '18:59:59.999', '19:00:00.000'].map(at)).toEqual(['open', 'finishing', 'finishing', 'over'])
    expect(lastSendingAt(text).toISOString()).toBe('2027-03-01T19:00:00.000Z')
    expect(stageOf(undefined, new Date('2999-01-01'))).toBe('open')
  })

  it('is written in survey.yaml, and what is wrong with it is said at its line', () => {
    const closing = (text: string) => filesOf(swap(STRUCTURE, 'minutes: 3\n', `minutes: 3\ncloses: ${text}\n`))
    expect(refusals(closing('2027-03-01 18:00 Europe/London'))).toEqual([])
    expect(refusals(closing('2027-03-28 01:30 Europe/London'))).toEqual([
      'survey.yaml:5 "closes" cannot be "2027-03-28 01:30 Europe/London"',
    ])
  })

  it('is warned of when it is over, or comes after the first answers are deleted', () => {
    const lint = LINTS.find(({ id }) => id === 'closing-time')
    const warned = (closes: string) => lint?.check({ ...sampleSurvey(), closes }, '2027-01-01').map(({ message }) => message)
    expect(warned('2027-01-30 18:00 UTC')).toEqual([])
    expect(warned('2026-12-31 18:00 UTC')).toEqual(['it closed on 2026-12-31 18:00 UTC'])
    expect(warned('2027-01-31 18:00 UTC')).toEqual([expect.stringMatching(/more than 30 days from today/)])
  })
})
