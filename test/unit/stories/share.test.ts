import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startOfWeek } from '#shared/consent/weeks.ts'
import type { Story } from '#shared/response/story.ts'
import { mayBePublished, mayBeShown, sharesWords } from '#shared/stories/share.ts'

const WEEK = 2940
const DAY_MS = 24 * 60 * 60 * 1000
const story: Story = {
  question: 'q',
  language: 'en',
  text: 'They asked me what I wanted, and for the first time somebody waited until I had found the words.',
  share: 'words',
  quote: true,
  week: WEEK,
  wait: 2,
}
const daysAfterItsWeek = (days: number) => new Date(startOfWeek(WEEK + 1).getTime() + days * DAY_MS)
const LATER = daysAfterItsWeek(5000)
const words = { as: 'words', text: '[They] asked me what I wanted.' } as const

describe('what may be shown of a story', () => {
  it.each<[Partial<Story>, string]>([
    [{ share: 'none' }, 'not shared'],
    [{ share: 'none', quote: false }, 'not shared'],
    [{ share: 'words', quote: false }, 'not quoted'],
  ])('with %j it is nothing, to anybody, ever (ST-01)', (choice, because) => {
    expect(mayBeShown({ ...story, ...choice }, LATER)).toStrictEqual({ ok: false, refusal: { because } })
    expect(mayBePublished({ ...story, ...choice }, words, LATER)).toStrictEqual({ ok: false, refusal: { because } })
  })

  it('is a summary and no word of it when only that was chosen, whatever was agreed on the consent page (CO-08)', () => {
    for (const quote of [true, false]) {
      const told = { ...story, share: 'summary', quote } as const
      expect(mayBePublished(told, words, LATER)).toStrictEqual({ ok: false, refusal: { because: 'not quoted' } })
      expect(mayBePublished(told, { as: 'summary', text: 'Being asked, and being given time, helped.' }, LATER)).toStrictEqual({ ok: true })
    }
  })

  it.each([
    [2, 13, false],
    [2, 14, true],
    [13, 90, false],
    [13, 91, true],
    [52, 363, false],
    [52, 364, true],
  ] as const)('with a wait of %i weeks, %i days after the week it was sent in: %s (ST-03)', (wait, days, isOver) => {
    expect(mayBeShown({ ...story, wait }, daysAfterItsWeek(days)).ok).toBe(isOver)
    expect(mayBePublished({ ...story, wait }, words, daysAfterItsWeek(days)).ok).toBe(isOver)
  })

  it('is never shown before 14 days from any moment of the week in which it was sent (ST-03)', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 7, noNaN: true, maxExcluded: true }), fc.constantFrom<2 | 13 | 52>(2, 13, 52), (into, wait) => {
        const sent = startOfWeek(WEEK).getTime() + into * DAY_MS
        expect(mayBeShown({ ...story, wait }, new Date(sent + wait * 7 * DAY_MS - 1)).ok).toBe(false)
      }),
    )
  })

  it.each([
    'Write to rosa@mail.example.',
    'Call 020 7946 0958.',
    'See https://blog.example/nights.',
    'Ask @quiet_tamsin.',
    'File 4471902 says so.',
    'رقم ملفي ٤٤٧١٩٠٢',
  ])('is not published while "%s" stands in it (ST-05)', (text) => {
    for (const quote of [{ as: 'words', text } as const, { as: 'summary', text } as const]) {
      expect(mayBePublished({ ...story, share: quote.as }, quote, LATER)).toMatchObject({ ok: false, refusal: { because: 'identifying' } })
    }
    expect(mayBePublished(story, { as: 'words', text: 'Somebody [...] waited.' }, LATER)).toStrictEqual({ ok: true })
  })

  it('is read again each time: a choice that was taken back holds at the next build (ST-06)', () => {
    const kept = new Map([['a', story]])
    const build = () => [...kept.values()].filter((each) => mayBePublished(each, words, LATER).ok).length
    expect(build()).toBe(1)
    kept.set('a', { ...story, share: 'none' })
    expect(build()).toBe(0)
    kept.delete('a')
    expect(build()).toBe(0)
  })
})

describe('a summary in our words', () => {
  it.each([
    ['Someone asked what was wanted and waited.', false],
    ['for the first time somebody waited', true],
    ['FOR THE FIRST TIME, somebody – waited!', true],
    ['the first time somebody waited', false],
    ['asked me what I wanted', false],
    ['They asked: me; what I wanted', true],
  ])('"%s" holds six words in a row of the original: %s (ST-07)', (text, holds) => {
    expect(sharesWords(story.text, text)).toBe(holds)
    expect(mayBePublished({ ...story, share: 'summary' }, { as: 'summary', text }, LATER).ok).toBe(!holds)
  })

  it('is found out wherever six words of the original stand in it (ST-07)', () => {
    const original = story.text.split(' ')
    fc.assert(
      fc.property(fc.nat(original.length - 6), fc.lorem(), fc.lorem(), (at, before, after) => {
        const stolen = original.slice(at, at + 6).join(' ')
        expect(sharesWords(story.text, `${before} ${stolen} ${after}`)).toBe(true)
      }),
    )
  })

  it('is compared in every script', () => {
    const text = 'كنت أنتظر وحدي طوال الليل ولم يسألني أحد عن شيء'
    expect(sharesWords(text, 'كنت أنتظر وحدي طوال الليل ولم')).toBe(true)
    expect(sharesWords(text, 'لم يسألني أحد')).toBe(false)
  })
})
