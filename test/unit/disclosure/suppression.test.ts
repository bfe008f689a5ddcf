import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { Unprotectable } from '#shared/disclosure/suppression/secondary-suppression.ts'
import {
  hiddenBesides,
  hiddenByElimination,
  largestFirst,
  primaryCells,
  type SummedTable,
} from '#test/attack/disclosure/support/summed-table.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

describe('which cells are hidden', () => {
  test('primary cells are the small ones, and zeros unless zeros are harmless', () => {
    const table = twoByTwo([0, 3, 4, 20])

    expect(primaryCells(table, 3, 'hidden')).toEqual([0, 1, 2])
    expect(primaryCells(table, 3, 'shown')).toEqual([1, 2])
  })

  test('harmless zeros are published first, then the largest counts', () => {
    expect(largestFirst(twoByTwo([0, 3, 4, 20]))).toEqual([0, 8, 5, 7, 4, 3, 6, 1, 2])
  })

  test('one small cell of a two-way table costs three more', () => {
    const table = twoByTwo([2, 30, 40, 50])

    expect(hiddenByElimination(table, [0], largestFirst(table))).toEqual([1, 3, 4])
    expect(hiddenBesides(solver, table, [0])).toEqual([1, 3, 4])
  })

  test('nothing is hidden where nothing is small', () => {
    expect(hiddenBesides(solver, twoByTwo([20, 30, 40, 50]), [])).toEqual([])
  })

  test('the elimination refuses to go on with numbers it cannot hold exactly', () => {
    const wide: SummedTable = {
      atoms: Array.from({ length: 60 }, () => 1),
      cells: Array.from({ length: 60 }, (_, i) => ({ count: 1, atoms: pseudoRandomAtoms(i) })),
    }
    const order = wide.cells.map((_, at) => at)

    expect(() => hiddenByElimination(wide, [59, 58, 57], order)).toThrow('exact whole numbers')
  })
})

describe('readers', () => {
  // Row 1: a 1, b 2, printed total 3. Row 2: a 40, b 50, c 60. Columns are not totalled.
  const rows: SummedTable = {
    atoms: [1, 2, 40, 50, 60],
    cells: [
      { count: 1, atoms: [0] },
      { count: 2, atoms: [1] },
      { count: 3, atoms: [0, 1] },
      { count: 40, atoms: [2] },
      { count: 110, atoms: [3, 4] },
    ],
  }

  test('an insider who knows one of two hidden cells makes the total hidden as well', () => {
    const insider = new Map([[0, { low: 1, high: 1 }]])

    expect(hiddenBesides(solver, rows, [0, 1])).toEqual([])
    expect(hiddenBesides(solver, rows, [1], { knowledge: insider })).toEqual([2])
  })

  test('what nothing can hide is an error', () => {
    const everyoneKnows = new Map([
      [2, { low: 3, high: 3 }],
      [0, { low: 0, high: 3 }],
    ])

    expect(hiddenBesides(solver, rows, [0], { width: 3, knowledge: everyoneKnows })).toEqual([1])
    expect(() => hiddenBesides(solver, rows, [0], { width: 4, knowledge: everyoneKnows })).toThrow(Unprotectable)
    expect(() => hiddenBesides(solver, rows, [1], { width: 4, knowledge: everyoneKnows })).toThrow(Unprotectable)
  })
})

test('in every small table, complete tables that fit what is printed differ by the width in each primary cell', () => {
  const everyTable = [...smallTables(12)].map(({ cells }) => cells.map(({ count }) => count))
  const counts = fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5), fc.nat(5))
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 4 }), ([a, b, c, d], width) => {
      const table = twoByTwo([a, b, c, d])
      const primary = primaryCells(table, 2, 'hidden')

      const secondary = hiddenBesides(solver, table, primary, { width })

      const printed = table.cells.map((_, at) => at).filter((at) => !primary.includes(at) && !secondary.includes(at))
      const fitting = everyTable.filter((other) => printed.every((at) => other[at] === table.cells[at]?.count))
      for (const cell of primary) {
        const possible = fitting.map((other) => other[cell] ?? Number.NaN)
        expect(Math.max(...possible) - Math.min(...possible)).toBeGreaterThanOrEqual(width)
      }
    }),
    { numRuns: 25, seed: 5 },
  )
})

/** Two rows and two columns with all their margins: a b row1, c d row2, col1 col2 total. */
function twoByTwo([a, b, c, d]: readonly [number, number, number, number]): SummedTable {
  return {
    atoms: [a, b, c, d],
    cells: [
      { count: a, atoms: [0] },
      { count: b, atoms: [1] },
      { count: a + b, atoms: [0, 1] },
      { count: c, atoms: [2] },
      { count: d, atoms: [3] },
      { count: c + d, atoms: [2, 3] },
      { count: a + c, atoms: [0, 2] },
      { count: b + d, atoms: [1, 3] },
      { count: a + b + c + d, atoms: [0, 1, 2, 3] },
    ],
  }
}

function* smallTables(largest: number): Generator<SummedTable> {
  for (let a = 0; a <= largest; a++) {
    for (let b = 0; b <= largest; b++) {
      for (let c = 0; c <= largest; c++) {
        for (let d = 0; d <= largest; d++) yield twoByTwo([a, b, c, d])
      }
    }
  }
}

function pseudoRandomAtoms(seed: number): readonly number[] {
  let state = seed * 7919 + 17
  return Array.from({ length: 60 }, (_, atom) => atom).filter(() => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state > 1073741824
  })
}
