import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundCount } from '#shared/disclosure/keyed-draws.ts'
import { publishedRange, roundedFormat, smallestPrinted, suppressedRange } from '#shared/disclosure/print-thresholds.ts'

const K = 10
const count = fc.integer({ min: 0, max: 2_000_000 })
const base = fc.constantFrom(5, 10)
const allOffsets = (b: number) => Array.from({ length: b }, (_, u) => u)

describe('random rounding with a fixed offset', () => {
  it('is unbiased: over all offsets the values add up to base times the count', () => {
    fc.assert(
      fc.property(count, base, (n, b) => {
        expect(allOffsets(b).reduce((sum, u) => sum + roundCount(n, u, b), 0)).toBe(b * n)
      }),
    )
  })

  it('is never further than base - 1 from the count, and the printed bounds hold the count', () => {
    fc.assert(
      fc.property(count, base, fc.nat(), (n, b, u) => {
        const value = roundCount(n, u % b, b)
        const { low, high } = publishedRange(roundedFormat(b), value)
        expect(Math.abs(value - n)).toBeLessThan(b)
        expect(n >= low && n <= high).toBe(true)
      }),
    )
  })

  it('never falls while the count grows', () => {
    fc.assert(
      fc.property(count, base, fc.nat(), (n, b, u) => {
        expect(roundCount(n + 1, u % b, b)).toBeGreaterThanOrEqual(roundCount(n, u % b, b))
      }),
    )
  })

  it('shows nothing under 15, nothing for fewer than 11 people, and everything from 15 people on', () => {
    for (const u of allOffsets(5)) {
      for (let n = 0; n <= 60; n++) {
        const value = roundCount(n, u, 5)
        const shown = value >= smallestPrinted(roundedFormat(5), K)
        if (shown) expect(value).toBeGreaterThanOrEqual(15)
        if (n < 11) expect(shown).toBe(false)
        if (n >= 15) expect(shown).toBe(true)
      }
    }
  })

  it('has a different true threshold for each offset, so that a cell that appears does not tell its count', () => {
    const firstShown = allOffsets(5).map((u) =>
      Array.from({ length: 30 }, (_, n) => n).find((n) => roundCount(n, u, 5) >= smallestPrinted(roundedFormat(5), K)),
    )

    expect(firstShown).toEqual([15, 14, 13, 12, 11])
  })

  it('bounds every hidden count by what the policy alone says', () => {
    expect(suppressedRange(roundedFormat(5), 10)).toEqual({ low: 0, high: 14 })
    expect(suppressedRange(roundedFormat(10), 10)).toEqual({ low: 0, high: 19 })
  })
})
