import { describe, expect, it } from 'vitest'
import { assertSameProfile, isRounded, offsetsOf, type Policy, type RoundedPolicy } from '#shared/disclosure/policy.ts'
import {
  isTopCoded,
  numberFormatOf,
  publishedRange,
  roundedFormat,
  secondaryCell,
  smallestPrinted,
  suppressedRange,
  topCodedCell,
} from '#shared/disclosure/print-thresholds.ts'
import { assertPrintable } from '#shared/disclosure/printable.ts'
import type { ReportCell, ReportSlice } from '#shared/disclosure/report.ts'

const pace = { heldBackOneIn: 10, releaseNewcomers: 25, sliceNewcomers: 10, jitter: 10 }
const FIVES: RoundedPolicy = { profile: 'rounded', method: 2, k: 10, b: 5, minSlice: 30, minRelease: 45, pace }
const CELL_KEYS: Policy = { profile: 'ckm', method: 1, k: 10, minSlice: 30, minRelease: 50, maxChange: 5, variance: 2, neverShown: 2 }
const NOISE: Policy = {
  ...{ profile: 'dp', method: 1, k: 10, minSlice: 30, rho: 0.35, rhoOfLook: 0.01, rhoOfBatch: 0.1, epsilon: 3, delta: 1e-6 },
  ...{ sensitivity: 20, variance: 4, minBatch: 100 },
}
const EXACT: Policy = { profile: 'exact-closed', method: 1, k: 10, minSlice: 30, minRelease: 50, width: 8 }

describe('the thresholds of printed numbers', () => {
  it('follow from how each profile changes a count', () => {
    expect(numberFormatOf(FIVES, 3)).toEqual({ multipleOf: 5, reach: 4 })
    expect(numberFormatOf({ ...FIVES, profile: 'careful', b: 10 }, 1)).toEqual({ multipleOf: 10, reach: 9 })
    expect(numberFormatOf(CELL_KEYS, 3)).toEqual({ multipleOf: 1, reach: 5 })
    // 1.96 standard deviations, upwards: of one batch with variance 4, and of nine.
    expect(numberFormatOf(NOISE, 1)).toEqual({ multipleOf: 1, reach: 4 })
    expect(numberFormatOf(NOISE, 9)).toEqual({ multipleOf: 1, reach: 12 })
  })

  it('print the first number whose count is surely above the minimum', () => {
    expect([smallestPrinted(roundedFormat(5), 10), smallestPrinted(roundedFormat(3), 6), smallestPrinted(roundedFormat(10), 10)]).toEqual([
      15, 9, 20,
    ])
  })

  it('say of a printed and of a hidden number which counts it can stand for', () => {
    expect(publishedRange(roundedFormat(5), 15)).toEqual({ value: 15, low: 11, high: 19 })
    expect(suppressedRange(roundedFormat(5), 10)).toEqual({ low: 0, high: 14 })
    expect(suppressedRange(roundedFormat(3), 6)).toEqual({ low: 0, high: 8 })
    expect(suppressedRange({ multipleOf: 1, reach: 5 }, 10)).toEqual({ low: 0, high: 20 })
  })

  it('hide a cell that protects another in a range that its group’s printed number alone decides', () => {
    expect(secondaryCell('a', { value: 100, low: 96, high: 104 })).toEqual({ answer: 'a', status: 'hidden_secondary', low: 0, high: 104 })
  })

  it('say "nearly everybody" from the group’s printed number on, within the bounds of the group', () => {
    const base = { value: 100, low: 96, high: 104 }
    expect([95, 99, 100, 105].map((each) => isTopCoded(each, base))).toEqual([false, false, true, true])
    expect(topCodedCell('a', base)).toEqual({ answer: 'a', status: 'top_coded', low: 96, high: 104 })
  })
})

describe('the last look before a report is called protected', () => {
  const base = { value: 100, low: 96, high: 104 }
  const mayPrint = (policy: Policy, slice: Partial<ReportSlice>): boolean => {
    const good: ReportSlice = { asOf: 1, cells: [{ answer: 'x', status: 'not_asked' }] }
    try {
      // A slice that may be printed comes first: one bad slice anywhere is enough.
      assertPrintable(policy, [{ id: 'q', question: 'q', slices: [good, { asOf: 1, cells: [], ...slice }] }])
      return true
    } catch (thrown) {
      expect(String(thrown)).toBe('Error: table q holds a number that may not be shown')
      return false
    }
  }
  const published = (value: number, low: number, high: number): ReportCell => ({
    answer: 'a',
    status: 'published',
    count: { value, low, high },
  })
  const hidden = (status: 'hidden_small' | 'hidden_secondary' | 'top_coded', low: number, high: number): ReportCell => ({
    answer: 'a',
    status,
    low,
    high,
  })
  const none = { answer: 'a', status: 'group_too_small' } as const
  const notAsked = { answer: 'b', status: 'not_asked' } as const

  it.each<[string, ReportCell]>([
    ['the smallest number that may be printed', published(15, 11, 19)],
    ['a larger one', published(40, 36, 44)],
    ['a small one that is hidden', hidden('hidden_small', 0, 14)],
    ['one that protects another', hidden('hidden_secondary', 0, 104)],
    ['nearly everybody', hidden('top_coded', 96, 104)],
    ['no number at all', none],
    ['nobody who was asked', notAsked],
  ])('lets %s through', (_what, cell) => {
    expect(mayPrint(FIVES, { base, cells: [notAsked, cell] })).toBe(true)
  })

  it.each<[string, ReportCell]>([
    ['one under the threshold', published(10, 6, 14)],
    ['one that is no multiple of five', published(17, 13, 21)],
    ['a true count', published(40, 40, 40)],
    ['a range that is too narrow above', published(40, 36, 43)],
    ['a range that is too narrow below', published(40, 37, 44)],
    ['a hidden small one whose range tells more', hidden('hidden_small', 0, 13)],
    ['a hidden small one that is said not to be none', hidden('hidden_small', 1, 14)],
    ['one that protects another, with a range of its own', hidden('hidden_secondary', 0, 103)],
    ['one that protects another and is said to be large', hidden('hidden_secondary', 11, 104)],
    ['nearly everybody, with a range of its own', hidden('top_coded', 97, 104)],
  ])('stops a report with %s', (_what, cell) => {
    expect(mayPrint(FIVES, { base, cells: [notAsked, cell] })).toBe(false)
  })

  it('shows the size of a group from its own minimum on, as any other number', () => {
    const sized = (value: number, low: number, high: number) => mayPrint(FIVES, { base: { value, low, high }, cells: [notAsked] })
    expect([sized(35, 31, 39), sized(30, 26, 34), sized(35, 35, 35), sized(36, 32, 40)]).toEqual([true, false, false, false])
  })

  it('lets no number stand in a group that is too small, nor a mean', () => {
    expect(mayPrint(FIVES, { cells: [none, notAsked] })).toBe(true)
    expect(mayPrint(FIVES, { cells: [none], average: { status: 'group_too_small' } })).toBe(true)
    for (const cell of [
      published(40, 36, 44),
      hidden('hidden_small', 0, 14),
      hidden('hidden_secondary', 0, 104),
      hidden('top_coded', 96, 104),
    ])
      expect(mayPrint(FIVES, { cells: [none, cell] })).toBe(false)
    expect(mayPrint(FIVES, { cells: [none], average: { status: 'published', mean: { value: 3, low: 3, high: 3 } } })).toBe(false)
  })

  it('knows how far noise reaches in each release', () => {
    const batch = (asOf: number, value: number, low: number, high: number) =>
      mayPrint(NOISE, { asOf, base: { value: 100, low: 100 - reach(asOf), high: 100 + reach(asOf) }, cells: [published(value, low, high)] })
    const reach = (asOf: number) => (asOf === 1 ? 4 : 12)
    expect([batch(1, 15, 11, 19), batch(1, 14, 10, 18), batch(9, 23, 11, 35), batch(9, 23, 19, 27)]).toEqual([true, false, true, false])
  })

  it('lets exact numbers through from the minimum on, and hides the others in one range', () => {
    const exact = (cell: ReportCell) => mayPrint(EXACT, { base: { value: 30, low: 30, high: 30 }, cells: [notAsked, cell] })
    expect([published(10, 10, 10), hidden('hidden_small', 0, 9), hidden('hidden_secondary', 10, 30), none, notAsked].map(exact)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ])
    expect(
      [
        ...[published(9, 9, 9), published(10, 9, 10), published(10, 10, 11)],
        ...[hidden('hidden_small', 1, 9), hidden('hidden_small', 0, 8)],
        ...[hidden('hidden_secondary', 9, 30), hidden('hidden_secondary', 11, 30), hidden('top_coded', 30, 30)],
      ].map(exact),
    ).toEqual(Array.from({ length: 8 }, () => false))
    const sized = (value: number, low = value) => mayPrint(EXACT, { base: { value, low, high: value }, cells: [published(10, 10, 10)] })
    expect([sized(30), sized(29), sized(30, 29)]).toEqual([true, false, false])
    // Secondary suppression may hide how large a group is while its cells are shown.
    expect(mayPrint(EXACT, { cells: [published(10, 10, 10)] })).toBe(true)
    expect(mayPrint(EXACT, { cells: [published(9, 9, 9)] })).toBe(false)
  })
})

describe('a policy', () => {
  const SMALL: RoundedPolicy = { ...FIVES, profile: 'small', k: 6, b: 3 }

  it('that rounds with secret offsets is told from all others', () => {
    expect([FIVES, SMALL, { ...FIVES, profile: 'careful' } as const, CELL_KEYS, NOISE, EXACT].map(isRounded)).toEqual([
      ...[true, true, true],
      ...[false, false, false],
    ])
    expect(offsetsOf(SMALL)).toBe(SMALL)
    expect(() => offsetsOf(EXACT)).toThrow('numbers protected by exact-closed cannot be audited as rounded ones')
  })

  it('cannot change while a survey runs, by name or by a single parameter, and says what changed', () => {
    expect(() => assertSameProfile(FIVES, { ...FIVES, pace: { ...pace } })).not.toThrow()
    expect(() => assertSameProfile(FIVES, { ...FIVES, k: 5 })).toThrow(
      'the last report was protected by rounded and this one would be by rounded with other parameters. Protection cannot change while a survey runs: give the changed survey another id.',
    )
    expect(() => assertSameProfile(FIVES, SMALL)).toThrow(
      'the last report was protected by rounded and this one would be by small. Protection cannot change while a survey runs: give the changed survey another id.',
    )
  })
})
