import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import {
  hiddenBesides,
  hiddenByElimination,
  largestFirst,
  primaryCells,
  rangesOf,
  type SummedTable,
} from '#test/attack/disclosure/support/summed-table.ts'
import { describeWithVectors, jsonVectors } from '#test/vectors.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

/** R writes a list of one as the one. */
const list = z.union([z.number(), z.array(z.number())]).transform((value) => [value].flat())

const patterns = z.array(
  z.object({
    name: z.string(),
    nrow: z.number(),
    ncol: z.number(),
    row: z.array(z.number()),
    col: z.array(z.number()),
    candidates: z.array(z.number()),
    primary: list,
    secondary: list,
  }),
)

describeWithVectors('Gaussian elimination', () => {
  test('gives the 15 patterns of SSBtools', () => {
    const cases = jsonVectors('gauss_core_nosingleton.json', patterns)
    expect(cases).toHaveLength(15)

    for (const { name, nrow, ncol, row, col, candidates, primary, secondary } of cases) {
      const none = (length: number) => Array.from({ length }, () => 0)
      const table = tableOf(none(ncol), none(nrow), row, col)

      const found = hiddenByElimination(table, primary, candidates)

      expect(found, name).toEqual(secondary.toSorted(ascending))
    }
  })
})

const examples = z.array(
  z.object({
    name: z.string(),
    call: z.string().or(z.array(z.unknown())),
    inner: z.array(z.looseObject({})),
    publish: z.array(z.looseObject({ primary: z.boolean(), suppressed: z.boolean() })),
    x: z.object({ inner: z.array(z.number()), cell: z.array(z.number()) }),
  }),
)

describeWithVectors("the nine examples of GaussSuppression's documentation", () => {
  const cases = () =>
    jsonVectors('gauss_cases.json', examples).map(({ name, call, inner, publish, x }) => {
      const countOf = (cell: object): number => Object.values(cell).findLast((value) => typeof value === 'number') ?? Number.NaN
      const at = (is: (cell: (typeof publish)[number]) => boolean): readonly number[] => publish.flatMap((cell, i) => (is(cell) ? [i] : []))
      return {
        name,
        largest: Number(/.*maxN = (\d+)/s.exec(String(call))?.[1] ?? 3),
        zeros: String(call).includes('protectZeros = FALSE') ? ('shown' as const) : ('hidden' as const),
        table: tableOf(publish.map(countOf), inner.map(countOf), x.inner, x.cell),
        primary: at((cell) => cell.primary),
        suppressed: at((cell) => cell.suppressed),
      }
    })

  test('have the same primary cells', () => {
    for (const { name, table, largest, zeros, primary } of cases()) {
      expect(primaryCells(table, largest, zeros), name).toEqual(primary)
    }
  })

  test.each([1, 5])('no primary cell is left with a range narrower than %i', (width) => {
    for (const { name, table, primary } of cases()) {
      const hidden = [...primary, ...hiddenBesides(solver, table, primary, { width })]

      expect(narrowest(table, primary, hidden), name).toBeGreaterThanOrEqual(width)
    }
  })

  test('hide no more cells than R does, for the protection R gives', () => {
    for (const { name, table, primary, suppressed } of cases()) {
      const secondary = hiddenBesides(solver, table, primary)

      expect(primary.length + secondary.length, name).toBeLessThanOrEqual(suppressed.length)
    }
  })

  test('by elimination alone, one of them gives a count away', () => {
    const [example] = cases().filter(({ name }) => name === 'mun_accidents_maxN3')
    if (example === undefined) throw new Error('the example is missing')
    const { table, primary } = example

    const hidden = [...primary, ...hiddenByElimination(table, primary, largestFirst(table))]

    expect(narrowest(table, primary, hidden)).toBe(0)
  })
})

function tableOf(counts: readonly number[], atoms: readonly number[], rows: readonly number[], columns: readonly number[]): SummedTable {
  return { atoms, cells: counts.map((count, cell) => ({ count, atoms: rows.filter((_, at) => columns[at] === cell) })) }
}

function narrowest(table: SummedTable, primary: readonly number[], hidden: readonly number[]): number {
  return Math.min(...rangesOf(solver, table, hidden, primary).map(({ low, high }) => high - low))
}

function ascending(a: number, b: number): number {
  return a - b
}
