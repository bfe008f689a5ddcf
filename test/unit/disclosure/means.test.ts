import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanOf, medianOf, type ScoredCell, scoresOf, toTwoDecimals } from '#shared/disclosure/means.ts'
import { section, surveyOf } from './sample.ts'

const shown = (score: number, value: number): ScoredCell => ({ answer: `s${score}`, score, value, low: value - 4, high: value + 4 })
const hidden = (score: number): ScoredCell => ({ answer: `s${score}`, score, low: 0, high: 14 })

/** True counts of five scores, each rounded up, down or hidden as a protected table may have it. */
const anyRow = fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 4 })), { minLength: 2, maxLength: 6 })

function cellsOf(row: readonly (readonly [number, number])[]): ScoredCell[] {
  return row.map(([n, offset], i) => {
    const value = 5 * Math.floor((n + offset) / 5)
    return value < 15 ? hidden(i + 1) : shown(i + 1, value)
  })
}

describe('a mean from published counts', () => {
  it('is the weighted mean when every cell is shown', () => {
    const mean = meanOf([shown(1, 100), shown(2, 200), shown(3, 100)])

    expect(mean?.value).toBe(2)
  })

  it('is the middle of what hidden cells allow, when they allow little', () => {
    // Hidden counts 0..14 on score 3: means from 1.5 to (1*100 + 2*100 + 3*14) / 214 = 1.598...
    const mean = meanOf([shown(1, 100), shown(2, 100), hidden(3)])

    expect(mean?.value).toBeCloseTo((1.5 + 342 / 214) / 2, 10)
  })

  it('is not given when hidden cells could move it by more than 0.3, or when all cells are hidden', () => {
    expect(meanOf([shown(1, 20), shown(2, 20), hidden(5)])).toBeUndefined()
    expect(meanOf([hidden(1), hidden(1)])).toBeUndefined()
    expect(meanOf([])).toBeUndefined()
  })

  it('has bounds that hold the true mean', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const mean = meanOf(cellsOf(row))
        fc.pre(mean !== undefined)
        const people = row.reduce((sum, [n]) => sum + n, 0)
        const truth = row.reduce((sum, [n], i) => sum + n * (i + 1), 0) / people
        const printed = toTwoDecimals(mean)
        expect(printed.low).toBeLessThanOrEqual(truth + 1e-9)
        expect(printed.high).toBeGreaterThanOrEqual(truth - 1e-9)
        expect(printed.low <= printed.value && printed.value <= printed.high).toBe(true)
      }),
    )
  })

  it('of bands is made of their middles, and its bounds hold the mean of the numbers, wherever in their bands they are', () => {
    const bands = [
      { from: 0, to: 9 },
      { from: 10, to: 29 },
      { from: 30, to: 59 },
    ]
    const drawn = fc.array(fc.integer({ min: 0, max: 59 }), { minLength: 60, maxLength: 300 })
    fc.assert(
      fc.property(drawn, fc.array(fc.nat({ max: 4 }), { minLength: 3, maxLength: 3 }), (numbers, offsets) => {
        const cells = bands.map(({ from, to }, i): ScoredCell => {
          const count = numbers.filter((each) => from <= each && each <= to).length
          const value = 5 * Math.floor((count + (offsets[i] ?? 0)) / 5)
          const about = { answer: `b${i}`, score: (from + to) / 2, from, to }
          return value < 15 ? { ...about, low: 0, high: 14 } : { ...about, value, low: value - 4, high: value + 4 }
        })
        const mean = meanOf(cells)
        fc.pre(mean !== undefined)
        const truth = numbers.reduce((sum, each) => sum + each, 0) / numbers.length

        expect(mean.low).toBeLessThanOrEqual(truth + 1e-9)
        expect(mean.high).toBeGreaterThanOrEqual(truth - 1e-9)
      }),
    )
  })

  it('of bands is there without scores, unless one is open: its middle says nothing', () => {
    const asked = (bands: readonly { id: string; from: number; to: number }[]) =>
      surveyOf([section('a', [{ id: 'visits', type: 'number', bands: [...bands], auto: [] }])])
    const closed = [
      { id: 'few', from: 0, to: 4 },
      { id: 'some', from: 5, to: 9 },
      { id: 'many', from: 10, to: 15 },
    ]

    expect([...scoresOf(asked(closed), 'visits').values()].map(({ score }) => score)).toEqual([2, 7, 12.5])
    expect(scoresOf(asked([...closed, { id: 'more', from: 16, to: 999 }]), 'visits').size).toBe(0)
  })

  it('is printed with two decimals and outward bounds', () => {
    expect(toTwoDecimals({ value: 2.345678, low: 2.3401, high: 2.3501 })).toEqual({ value: 2.35, low: 2.34, high: 2.36 })
    expect(toTwoDecimals({ value: 3, low: 2.9, high: 3.1 })).toEqual({ value: 3, low: 2.9, high: 3.1 })
  })
})

describe('a median from published counts', () => {
  it('is the answer at which more than half are reached', () => {
    expect(medianOf([shown(3, 100), shown(1, 50), shown(2, 200)])).toBe('s2')
  })

  it('is not given when rounding or hidden cells leave it open', () => {
    expect(medianOf([shown(1, 100), shown(2, 100)])).toBeUndefined()
    expect(medianOf([hidden(1), hidden(2)])).toBeUndefined()
  })

  it('is the true median whenever it is given', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const median = medianOf(cellsOf(row))
        fc.pre(median !== undefined)
        const everyone = row.flatMap(([n], i) => Array.from({ length: n }, () => i + 1))
        expect(median).toBe(`s${everyone[Math.floor(everyone.length / 2)]}`)
      }),
    )
  })
})
