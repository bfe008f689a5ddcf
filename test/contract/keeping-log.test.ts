import { describe, expect, it } from 'vitest'
import { aStore, aVersion } from './store.ts'

describe('the log of what is kept until when', () => {
  const store = aStore()
  const log = () => store.keepingLog()

  it('keeps the earliest day a version was opened on', async () => {
    const version = aVersion()
    for (const day of ['2026-05-06', '2026-03-04', '2026-04-05']) await log().markOpened(version, day)

    expect((await log().openings()).filter((each) => each.version.hash === version.hash)).toStrictEqual([{ version, day: '2026-03-04' }])
  })

  it('keeps one number of answers a week, and no later one of the same week', async () => {
    const version = aVersion()
    const note = (day: string, from: number, week: string) => log().noteParticipation({ version, day, from }, week)
    await note('2026-03-04', 10, '2026-03-02')
    await note('2026-03-06', 20, '2026-03-02')
    const mine = async () => (await log().participation()).filter((each) => each.version.hash === version.hash)
    expect(await mine()).toStrictEqual([{ version, day: '2026-03-04', from: 10 }])
    await note('2026-03-09', 30, '2026-03-09')
    expect(await mine()).toStrictEqual([{ version, day: '2026-03-09', from: 30 }])
  })

  it('keeps whether a version was opened first as a trial or for real', async () => {
    const [one, other] = [aVersion(), aVersion()]
    const first = [await log().noteOpeningAs(one, 'trial'), await log().noteOpeningAs(other, 'real')]
    const again = [await log().noteOpeningAs(one, 'real'), await log().noteOpeningAs(other, 'trial')]

    expect([first, again]).toStrictEqual([
      ['trial', 'real'],
      ['trial', 'real'],
    ])
    const read = [await log().openedAs(one), await log().openedAs(other), await log().openedAs(aVersion())]
    expect(read).toStrictEqual(['trial', 'real', undefined])
  })

  it('keeps the latest day seen, unless a person says which day it is', async () => {
    const days: (string | undefined)[] = []
    for (const day of ['2026-03-04', '2026-05-06', '2026-04-05']) {
      await log().sawDay(day)
      days.push(await log().latestDay())
    }
    await log().confirmDay('2026-01-02')

    expect([...days, await log().latestDay()]).toStrictEqual(['2026-03-04', '2026-05-06', '2026-05-06', '2026-01-02'])
  })

  it('keeps the first note of a deletion for answers and for stories', async () => {
    const version = aVersion()
    const noted = { version, what: 'answers', day: '2027-03-04', about: 120 } as const
    await log().noteDeletion(noted)
    await log().noteDeletion({ ...noted, day: '2027-03-05', about: 130 })
    await log().noteDeletion({ ...noted, what: 'stories', about: 0 })

    const found = (await log().deletions()).filter((each) => each.version.hash === version.hash)
    expect(found.toSorted((a, b) => a.what.localeCompare(b.what))).toStrictEqual([noted, { ...noted, what: 'stories', about: 0 }])
  })
})
