import { describe, expect, it } from 'vitest'
import { maximumEntropyTable } from '#shared/disclosure/cell-key/max-entropy.ts'
import { perturb } from '#shared/disclosure/cell-key/p-table.ts'
import { candidateCounts, type Rule } from './support/candidate-counts.ts'
import { drawnFor, randomOf } from './support/random.ts'

const B = 5
/** Well above any threshold. What is drawn does not depend on how many people a cell has, so these need be no real ones. */
const CELLS = Array.from({ length: 300 }, (_, cell) => ({ cell, count: 20 + ((cell * 37) % 60) }))
const MOST = 100

/** Random rounding to fives, written here by hand. */
const rounding: Rule = (count, offset) => 5 * Math.floor((count + offset) / 5)

/** Drawn for the cell and who is in it: another one for every release that one more known answer is in. */
const anew = (cell: number, sent: number) => drawnFor(cell % 89, `cell ${cell}\nwith ${sent} more`, B)
const once = (cell: number) => drawnFor(cell % 89, `cell ${cell}`, B)

function exactAfter(releases: number, offsets: 'fresh' | 'label', drawn: (cell: number, sent: number) => number): number {
  const found = CELLS.filter(({ cell, count }) => {
    const watched = Array.from({ length: releases }, (_, sent) => ({ sent, printed: rounding(count + sent, drawn(cell, sent)) }))
    const left = candidateCounts({ rule: rounding, base: B, offsets, watched, most: MOST })
    expect(left).toContain(count)
    return left.length === 1
  })
  return found.length / CELLS.length
}

describe('one known answer more in every release, when a number is drawn for the people it counts', () => {
  it.each([
    [5, 0.04],
    [20, 0.35],
    [40, 0.7],
  ])('gives after %i releases a share of %f of all counts exactly, rounded to fives', (releases, share) => {
    expect(Math.abs(exactAfter(releases, 'fresh', anew) - share)).toBeLessThan(0.05)
  })

  it('gives none, also after forty releases, when it is drawn for the label', () => {
    expect(exactAfter(40, 'label', once)).toBe(0)
  })

  it.each([
    [5, 0.48],
    [20, 0.8],
    [40, 0.93],
  ])(
    'gives after %i releases a share of %f of all counts as their average, with the noise of cell keys (D = 5, V = 3)',
    (releases, share) => {
      const table = maximumEntropyTable({ maxChange: 5, variance: 3, neverShown: 0 })
      const random = randomOf(releases)
      const found = CELLS.filter(({ count }) => {
        const printed = Array.from({ length: releases }, (_, sent) => perturb(table, count + sent, random()) - sent)
        return Math.round(printed.reduce((sum, each) => sum + each, 0) / releases) === count
      })

      expect(Math.abs(found.length / CELLS.length - share)).toBeLessThan(0.05)
    },
  )
})

describe('one person who takes their answers back', () => {
  const changed = (drawn: (cell: number, sent: number) => number) =>
    CELLS.filter(({ cell, count }) => rounding(count, drawn(cell, 0)) !== rounding(count - 1, drawn(cell, -1))).length / CELLS.length

  it('changes a number they were in with a chance of 0.36 when it is drawn for the people, of 0.2 when it is drawn for the label', () => {
    expect(Math.abs(changed(anew) - 0.36)).toBeLessThan(0.05)
    expect(Math.abs(changed(once) - 0.2)).toBeLessThan(0.05)
  })
})
