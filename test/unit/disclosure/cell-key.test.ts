import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hardenedCellKey, recordKey } from '#shared/disclosure/cell-key/cell-key.ts'
import { maximumEntropyRows, maximumEntropyTable } from '#shared/disclosure/cell-key/max-entropy.ts'
import { perturb } from '#shared/disclosure/cell-key/p-table.ts'
import { cellKey, perturbationCellValue, roundingTable, TEN_FIVE } from '#test/reference/support/published-methods.ts'

const KEY = new Uint8Array(32).fill(7)

describe('one lookup serves every method', () => {
  test.each([5, 10])('random rounding to base %i is a p-table whose key is the offset', (base) => {
    const table = roundingTable(base)

    for (let count = 0; count < 60; count++) {
      for (let offset = 0; offset < base; offset++) {
        expect(perturb(table, count, offset / base)).toBe(base * Math.floor((count + offset) / base))
      }
    }
  })

  test('random rounding is unbiased over the offsets and never off by the base', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom(3, 5, 10), (count, base) => {
        const table = roundingTable(base)

        const rounded = Array.from({ length: base }, (_, offset) => perturb(table, count, offset / base))

        expect(rounded.reduce((sum, one) => sum + one, 0)).toBe(base * count)
        for (const one of rounded) expect(Math.abs(one - count)).toBeLessThan(base)
      }),
    )
  })

  test('a key on a boundary takes the change after it, one just below takes the change before', () => {
    const table = {
      rowOf: () => [
        { change: -1, below: 0.25 },
        { change: 2, below: 1 },
      ],
    }

    expect(perturb(table, 10, 0.25)).toBe(12)
    expect(perturb(table, 10, 0.25 - Number.EPSILON)).toBe(9)
    expect(perturb(table, 10, 0)).toBe(9)
    expect(perturb(table, 10, 1 - Number.EPSILON)).toBe(12)
  })

  test('a key outside the key space is an error', () => {
    for (const key of [1, -0.1, Number.NaN]) expect(() => perturb(roundingTable(5), 10, key)).toThrow('fraction of the key space')
  })
})

describe('maximum-entropy tables', () => {
  const parameters = fc.record({
    maxChange: fc.integer({ min: 2, max: 7 }),
    variance: fc.double({ min: 0.5, max: 4, noNaN: true }),
    neverShown: fc.nat(2),
    stay: fc.constantFrom(0, 0.3),
  })

  test('have no bias, bounded changes and variance, and never show what must not be shown', () => {
    fc.assert(
      fc.property(parameters, (chosen) => {
        fc.pre(chosen.maxChange > chosen.neverShown)
        for (const [count, row] of maximumEntropyRows(chosen).entries()) {
          const moment = (power: number) => row.reduce((sum, { change, probability }) => sum + change ** power * probability, 0)

          expect(moment(0)).toBeCloseTo(1, 9)
          expect(moment(1)).toBeCloseTo(0, 6)
          // Near zero the changes allowed may not include any so narrow.
          if (count > chosen.maxChange + chosen.neverShown) expect(moment(2)).toBeLessThanOrEqual(chosen.variance + 1e-6)
          for (const { change } of row) {
            expect(Math.abs(change)).toBeLessThanOrEqual(chosen.maxChange)
            expect(count + change === 0 || count + change > chosen.neverShown).toBe(true)
          }
        }
      }),
      { numRuns: 10, seed: 3 },
    )
  })

  test('leave a count of nobody at nobody', () => {
    expect(perturb(maximumEntropyTable({ maxChange: 5, variance: 3, neverShown: 2 }), 0, 0.99)).toBe(0)
  })
})

describe('cell keys', () => {
  test('the same people give the same key in any order and any split', () => {
    const keys = Array.from({ length: 20 }, (_, i) => recordKey(KEY, new Uint8Array([i])))
    const sum = (some: readonly bigint[]) => some.reduce((all, each) => all + each, 0n)

    const parts = sum([sum(keys.slice(12)), sum(keys.slice(0, 12))])

    expect(parts).toBe(sum(keys.toReversed()))
    expect(hardenedCellKey(KEY, parts, 20)).toBe(hardenedCellKey(KEY, sum(keys), 20))
  })

  test('a hardened key is spread evenly and tells nothing about the key of a part', () => {
    const tenths = Array.from({ length: 10 }, () => 0)
    for (let i = 0; i < 5000; i++) {
      const tenth = Math.floor(10 * hardenedCellKey(KEY, BigInt(i), 12))
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }

    // 500 expected, standard deviation 21.
    for (const found of tenths) expect(Math.abs(found - 500)).toBeLessThan(106)
    const [a, b] = [3n, 8n]
    const whole = hardenedCellKey(KEY, a + b, 2)
    expect(whole).not.toBeCloseTo((hardenedCellKey(KEY, a, 1) + hardenedCellKey(KEY, b, 1)) % 1, 3)
  })

  test('a record key that is not a whole number is an error, not a bias', () => {
    expect(() => cellKey([0.5], 256)).toThrow('whole number')
  })
})

describe("ONS's rows", () => {
  test('counts above 750 take the last 250 rows in turn, and keep their last digit', () => {
    expect([750, 751, 1000, 1001, 1250].map(perturbationCellValue)).toEqual([750, 501, 750, 501, 750])
    expect([9, 10, 12, 13, 752, 1003].map((count) => perturb(TEN_FIVE, count, 0.5))).toEqual([0, 10, 10, 15, 750, 1005])
  })
})
