import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReportCell, ReportSlice } from '#shared/disclosure/report.ts'
import { basesOf } from '#shared/release/bases.ts'
import { percentOf } from '#shared/release/percent.ts'

describe('a percentage from published counts', () => {
  const bounded = (value: number) => ({ value, low: value - 4, high: value + 4 })

  it('is whole under a base of 1,000 and has one decimal from there on, with outward bounds', () => {
    expect(percentOf(bounded(55), bounded(120))).toEqual({ value: 46, low: 41, high: 51 })
    expect(percentOf(bounded(335), bounded(1000))).toEqual({ value: 33.5, low: 32.9, high: 34.1 })
  })

  it('is never above 100, even where the parts are rounded up and the whole is rounded down', () => {
    expect(percentOf(bounded(40), bounded(35))).toEqual({ value: 100, low: 92, high: 100 })
  })

  it('has bounds that hold the true share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 35, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat({ max: 4 }),
        fc.nat({ max: 4 }),
        (base, share, u, v) => {
          const n = Math.floor(base * share)
          const percent = percentOf(bounded(5 * Math.floor((n + u) / 5)), bounded(5 * Math.floor((base + v) / 5)))
          const truth = (100 * n) / base
          expect(percent && percent.low <= truth + 1e-9 && percent.high >= truth - 1e-9).toBe(true)
        },
      ),
    )
  })

  it('does not exist without a base', () => {
    expect(percentOf({ value: 0, low: 0, high: 0 }, { value: 0, low: 0, high: 0 })).toBeUndefined()
  })
})

describe('whom a percentage is of', () => {
  const shown = (answer: string, value: number): ReportCell => ({
    answer,
    status: 'published',
    count: { value, low: value - 4, high: value + 4 },
  })
  const hidden = (answer: string, high: number): ReportCell => ({ answer, status: 'hidden_small', low: 0, high })
  const slice = (base: number, cells: readonly ReportCell[]): ReportSlice => ({
    base: { value: base, low: base - 4, high: base + 4 },
    asOf: 1,
    cells,
  })

  it('is everybody, those who were shown the question, and those who chose an answer', () => {
    const cells = [shown('yes', 120), shown('no', 100), shown('~pns', 30), shown('~not_shown', 200), shown('~section_skipped', 50)]

    expect(basesOf(slice(500, cells))).toEqual({
      everybody: { value: 500, low: 496, high: 504 },
      asked: { value: 250, low: 238, high: 262 },
      answered: { value: 220, low: 204, high: 236 },
    })
  })

  it('takes half of what a hidden number can be, and says so in the range', () => {
    expect(basesOf(slice(100, [shown('yes', 90), hidden('~skipped', 12)])).answered).toEqual({ value: 94, low: 84, high: 104 })
  })

  it('of those who chose an answer are the printed ones where the report has their row, and no fewer people were asked', () => {
    // Of three hidden numbers half would be taken off: 78 were asked, and 71 answered, beside a printed row of 90.
    const away = ['~skipped', '~not_shown', '~section_skipped'].map((state) => hidden(state, 14))
    const cells = [shown('yes', 50), shown('no', 40), shown('^any_answer', 90), ...away]

    expect(basesOf(slice(92, cells))).toEqual({
      everybody: { value: 92, low: 88, high: 96 },
      asked: { value: 90, low: 86, high: 96 },
      answered: { value: 90, low: 86, high: 94 },
    })
  })

  it('has no base where a group is too small to show, and none of answers where nobody may be left', () => {
    expect(basesOf({ asOf: 1, cells: [{ answer: 'yes', status: 'group_too_small' }] })).toEqual({})
    expect(basesOf(slice(40, [hidden('yes', 14), shown('~not_shown', 45)])).asked).toBeUndefined()
  })

  it('has ranges that hold the true numbers, whatever the counts and offsets', () => {
    const count = fc.integer({ min: 0, max: 200 })
    const offset = fc.integer({ min: 0, max: 4 })
    fc.assert(
      fc.property(fc.array(fc.tuple(count, offset), { minLength: 5, maxLength: 5 }), offset, (drawn, whole) => {
        const cells = ['yes', 'no', '~skipped', '~not_shown', '~section_skipped'].map((answer, i): ReportCell => {
          const [n = 0, u = 0] = drawn[i] ?? []
          const printed = 5 * Math.floor((n + u) / 5)
          return printed < 15 ? hidden(answer, 14) : shown(answer, printed)
        })
        const truth = drawn.map(([n]) => n)
        const all = truth.reduce((sum, n) => sum + n, 0)
        const { asked, answered } = basesOf(slice(5 * Math.floor((all + whole) / 5), cells))
        const isIn = (n: number, range: typeof asked) => !range || (range.low <= n && n <= range.high)

        expect(isIn(all - (truth[3] ?? 0) - (truth[4] ?? 0), asked)).toBe(true)
        expect(isIn((truth[0] ?? 0) + (truth[1] ?? 0), answered)).toBe(true)
      }),
    )
  })
})
