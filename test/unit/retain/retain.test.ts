import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { output } from '#functions/retain/retention-steps.ts'
import { logLine } from '#shared/log.ts'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import { fullSurvey } from '#test/unit/respond/helpers/surveys.ts'
import { press, takePart, townWith } from '#test/unit/respond/helpers/town.ts'
import { keeperOf } from './keeper.ts'

// Promises of the survey: answers 365 days, words 200, codes 365.
const survey = fullSurvey({ retention: { rawDays: 365, storyDays: 200, codeDays: 365 } })
const version = versionOf(survey)
const OPENED = '2026-03-02'
const writes = { words: ['My own words'], 'words.share': ['summary'] }

/** `people` answered on pages; `more` lie in the store already. */
async function aYearOf(people: number, more = 0) {
  const town = await townWith(survey)
  const day = { today: OPENED }
  const keeper = keeperOf(town.memory, day)
  await keeper.keepingLog.markOpened(version, OPENED)
  for (let i = 0; i < people; i++) await takePart(town.browser(), survey, writes)
  for (let i = 0; i < more; i++) {
    const id = new Uint8Array(16).fill(i + 1)
    await town.memory.responses.store(version, { id, answers: new Uint8Array(), consent: new Uint8Array() })
    await town.memory.stories.store(version, { id, sealed: new Uint8Array() })
  }
  return { town, day, keeper }
}

describe('what is kept no longer than was promised (CO-11)', () => {
  it('goes on the very day: words after 200 days, answers with their codes after 365, and nothing a day before', async () => {
    const { town, day, keeper } = await aYearOf(3)
    const left = []
    for (day.today of ['2026-09-17', '2026-09-18', '2027-03-01', '2027-03-02']) {
      await keeper.runDay()
      left.push(town.counts())
    }
    expect(left).toMatchObject([
      { responses: 3, stories: 3 },
      { responses: 3, stories: 0 },
      { responses: 3, stories: 0 },
      { responses: 0, stories: 0 },
    ])
  })

  it('counts from the day the survey opened: who comes late is kept for a shorter time, and after the first day that ends it nobody comes', async () => {
    const { town, day, keeper } = await aYearOf(0)
    day.today = '2026-09-10'
    await takePart(town.browser(), survey, writes)
    day.today = '2026-09-18'
    await keeper.runDay()
    expect(town.counts().stories).toBe(0)
    expect((await town.browser().open(`/s/${linkOf(survey.id)}`)).status).toBe(410)
    expect(keeper.lines).toContain('{"event":"survey_closed","source":"retain","step":"plan"}')
  })

  it('notes once a week which step of ten the answers have reached, and nothing finer', async () => {
    const { town, day, keeper } = await aYearOf(0, 29)
    const noted = []
    for (const [today, more] of [
      ['2026-03-04', 0],
      ['2026-03-06', 30],
      ['2026-03-09', 0],
    ] as const) {
      for (let i = 0; i < more; i++)
        await town.memory.responses.store(version, {
          id: new Uint8Array(16).fill(100 + i),
          answers: new Uint8Array(),
          consent: new Uint8Array(),
        })
      day.today = today
      await keeper.runDay()
      noted.push((await keeper.keepingLog.participation()).map(({ day: on, from }) => [on, from]))
    }
    expect(noted).toEqual([[['2026-03-04', 20]], [['2026-03-04', 20]], [['2026-03-09', 50]]])
  })

  it('takes the invitations with the last of a survey, and not before', async () => {
    const { day, keeper } = await aYearOf(0)
    day.today = '2026-09-18'
    await keeper.runDay()
    expect([...keeper.uninvited]).toStrictEqual([])
    day.today = '2027-03-02'
    await keeper.runDay()
    expect([...keeper.uninvited]).toStrictEqual([survey.id])
  })

  it('takes what arrives while it runs on the next day', async () => {
    const { town, day, keeper } = await aYearOf(1)
    day.today = '2027-03-02'
    await keeper.runDay()
    await town.open(survey)
    await takePart(town.browser(), survey, writes)
    await keeper.runDay()
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
  })

  it('keeps a promise that was made shorter since, also for those who had answered before', async () => {
    const { town, day, keeper } = await aYearOf(2)
    await town.open(fullSurvey({ version: '2.0.0', retention: { rawDays: 100, storyDays: 100, codeDays: 100 } }))
    day.today = '2026-06-10'
    await keeper.runDay()
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
  })

  it.each([undefined, '2031-01-01'])(
    'counts from the day it first sees a version when the day noted of its opening is %s',
    async (noted) => {
      const town = await townWith(survey)
      const day = { today: '2026-05-01' }
      const keeper = keeperOf(town.memory, day)
      if (noted) await keeper.keepingLog.markOpened(version, noted)
      await takePart(town.browser(), survey, writes)
      for (day.today of ['2026-05-01', '2027-04-30', '2027-05-01']) await keeper.runDay()
      expect(await keeper.keepingLog.openings()).toStrictEqual([{ version, day: '2026-05-01' }])
      expect(town.counts().responses).toBe(0)
    },
  )

  it('notes the day and about how many, once, and nothing that is exact', async () => {
    const { day, keeper } = await aYearOf(0, 34)
    for (day.today of ['2026-09-18', '2027-03-02', '2027-03-03']) await keeper.runDay()
    // The draw of the test is 3: 34 people are told as 30.
    expect(await keeper.keepingLog.deletions()).toStrictEqual([
      { version, what: 'stories', day: '2026-09-18', about: 30 },
      { version, what: 'answers', day: '2027-03-02', about: 30 },
    ])
    expect(keeper.lines.filter((line) => line.includes('deleted'))).toStrictEqual([
      '{"event":"deleted","source":"retain","step":"stories","about":30}',
      '{"event":"deleted","source":"retain","step":"answers","about":30}',
    ])
    for (const line of keeper.lines) expect(logLine.parse(JSON.parse(line))).toBeTruthy()
  })

  it('stays when the clock jumps by more than 40 days, every day that it does, and goes after a person confirmed the day', async () => {
    const { town, day, keeper } = await aYearOf(1)
    await keeper.runDay()
    for (day.today of ['2026-04-11', '2026-05-21']) await keeper.runDay('the clock jumped')
    for (day.today of ['2026-07-01', '2028-03-31', '2026-07-01'])
      await expect(keeper.runDay('the clock jumped')).rejects.toThrow('nothing is deleted')
    expect(town.counts()).toMatchObject({ responses: 1, stories: 1 })

    day.today = '2028-03-31'
    await keeper.keepingLog.confirmDay('2028-03-31')
    await keeper.runDay('the clock jumped')
    expect(town.counts()).toMatchObject({ responses: 0, stories: 0 })
  })

  it('says nothing of how many when they were few', async () => {
    const { day, keeper } = await aYearOf(0, 12)
    day.today = '2027-03-02'
    await keeper.runDay()
    expect((await keeper.keepingLog.deletions()).map(({ about }) => about)).toStrictEqual([0, 0])
  })

  it('lets no count into what passes between its steps', () => {
    for (const more of [{ about: 30 }, { count: 34 }, { parts: [{ survey: version, what: 'answers', shard: 0, count: 5 }] }]) {
      expect(output.safeParse(more).success).toBe(false)
    }
  })
})

describe('what was withdrawn and came back with a backup', () => {
  const TAKEN_BACK = ['everything', 'words', undefined] as const

  it('is deleted again, and nothing else: anybody who did not withdraw is still there', async () => {
    const every = fc.array(fc.constantFrom(...TAKEN_BACK), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(every, async (wishes) => {
        const { town, keeper } = await aYearOf(0)
        const { kept } = town.memory
        const codes: string[] = []
        for (const _ of wishes) codes.push(await takePart(town.browser(), survey, writes))
        const backup = { responses: new Map(kept.responses), stories: new Map(kept.stories) }
        for (const [person, what] of wishes.entries()) if (what) await withdraw(town, codes[person] ?? '', what)
        const after = { responses: [...kept.responses.keys()].toSorted(), stories: [...kept.stories.keys()].toSorted() }

        for (const [key, value] of backup.responses) kept.responses.set(key, value)
        for (const [key, value] of backup.stories) kept.stories.set(key, value)
        await keeper.restored()

        expect({ responses: [...kept.responses.keys()].toSorted(), stories: [...kept.stories.keys()].toSorted() }).toStrictEqual(after)
      }),
      { numRuns: 6 },
    )
  })
})

type Town = Awaited<ReturnType<typeof townWith>>

async function withdraw(town: Town, code: string, what: 'everything' | 'words'): Promise<void> {
  const browser = town.browser()
  const label = what === 'words' ? 'Delete only my own words' : 'Delete everything I sent'
  await press(browser, await browser.open('/withdraw'), { _code: [code] }, label)
}
