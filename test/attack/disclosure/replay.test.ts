import { beforeAll, describe, expect, it } from 'vitest'
import type { CellDraw } from '#shared/disclosure/audit/hide-labels.ts'
import { loadSolver, type Solver } from '#shared/disclosure/linear/solver.ts'
import { NOTHING_DRAWN } from '#test/unit/audit/published.ts'
import { keyOf } from '#test/unit/disclosure/sample.ts'
import { ANSWERS, gatedRow, ReplayingReader, type Row, roundsSeen } from './support/replay.ts'
import { reportByGroup } from './support/replay-by-group.ts'
import { beliefsOfExact, exactRow } from './support/replay-exact.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})

/** Rows in which the gate has to hide a printed number beside a small one: together they would leave it nearly nothing. */
const NARROW: readonly Row[] = [
  { base: 50, cells: [30, 25, '.', '.'] },
  { base: 60, cells: [20, 20, 30, '.'] },
]

/** Rows in which it is enough to round one of them coarsely. */
const COARSE: readonly Row[] = [
  { base: 60, cells: [40, 25, '.', '.'] },
  { base: 90, cells: [60, 40, '.', '.'] },
  { base: 150, cells: [60, 60, 40, '.'] },
  { base: 150, cells: [110, 35, 15, '.'] },
]

/** The row that is told most by its numbers of those in which the gate changes nothing: 20 + 20 + 65 of 100. */
const UNCHANGED: Row = { base: 100, cells: [20, 20, 65, '.'] }

/** The draws that hide the marked cells of a row at random, and nothing else. */
function hidesMarked({ cells }: Row): CellDraw {
  return (purpose, label, below) => {
    const at = ANSWERS.findIndex((answer) => label.endsWith(`q=${answer}`))
    return purpose === 'hide at random' && cells[at] === 's' ? 0 : below - 1
  }
}

function seenOf(before: Row): Row {
  const seen = gatedRow(solver, before)
  if (!seen || seen.cells.join() === before.cells.join()) throw new Error('nothing was hidden')
  return seen
}

/** The fewest counts that hold 99 in 100 of the belief about the hidden number that is protected worst, and how probable its likeliest count is. */
function weakest(seen: Row, beliefs: readonly ReadonlyMap<number, number>[]) {
  const strengths = beliefs.filter((_, at) => seen.cells[at] === '.' || seen.cells[at] === 's').map(strengthOf)
  return {
    counts: Math.min(...strengths.map(({ counts }) => counts)),
    likeliest: Math.max(...strengths.map(({ likeliest }) => likeliest)),
  }
}

/** The fewest counts that hold 99 in 100 of the belief, and how probable the likeliest of them is. */
function strengthOf(belief: ReadonlyMap<number, number>) {
  const falling = [...belief.values()].toSorted((a, b) => b - a)
  const heldBy = falling.map((_, at) => falling.slice(0, at + 1).reduce((sum, share) => sum + share, 0))
  return { counts: heldBy.findIndex((held) => held >= 0.99) + 1, likeliest: falling[0] ?? 1 }
}

/** The reader's range of the hidden number that is protected worst. `known`: the draws, if the reader knows them. */
function learned(row: Row, known?: CellDraw) {
  return learnedOver(row, [1], known)[0] ?? { counts: 0, likeliest: 1 }
}

/** The same after so many reports in which the row stayed as it is, if each drew anew and so told as much as the first. */
function learnedOver(row: Row, reports: readonly number[], known?: CellDraw) {
  const seen = seenOf(row)
  const reader = new ReplayingReader(solver, seen)
  const rows = reader.rowsBefore()
  const chances = rows.map((before) => reader.chanceFrom(before, known))
  return reports.map((many) => {
    const beliefs = reader.beliefs(
      rows,
      chances.map((chance) => chance ** many),
    )
    return weakest(seen, beliefs)
  })
}

describe('a reader who runs the gate on every row that could have been there', () => {
  it('excludes none of them: there are draws with which each becomes the row that is printed', () => {
    for (const row of NARROW) {
      const seen = seenOf(row)
      const rows = new ReplayingReader(solver, seen).rowsBefore()

      expect(rows.length).toBeGreaterThan(5)
      for (const before of rows) expect(gatedRow(solver, before, hidesMarked(seen)), JSON.stringify(before)).toEqual(seen)
    }
  })

  it('excludes none where a number was rounded coarsely: there are draws that round each number so that it stands for', () => {
    for (const row of COARSE) {
      const seen = seenOf(row)
      const rows = new ReplayingReader(solver, seen).rowsBefore()

      expect(seen.cells.filter((cell) => typeof cell === 'string' && cell.startsWith('c'))).toHaveLength(1)
      expect(rows.length).toBeGreaterThan(3)
      for (const before of rows) expect(gatedRow(solver, before, roundsSeen(seen, before)), JSON.stringify(before)).toEqual(seen)
    }
  })

  it('learns about as much from a coarse number as from a row that needed nothing: 13 counts or more hold 99 in 100 of the belief, and the likeliest has less than three in ten', () => {
    const unchanged = weakest(UNCHANGED, new ReplayingReader(solver, UNCHANGED).beliefs([UNCHANGED], [1]))
    expect(gatedRow(solver, UNCHANGED)).toEqual(UNCHANGED)
    expect(unchanged.counts).toBe(7)
    expect(unchanged.likeliest).toBeCloseTo(0.354, 3)

    for (const row of COARSE) {
      const { counts, likeliest } = learned(row)

      expect(counts, JSON.stringify(row)).toBeGreaterThanOrEqual(13)
      expect(likeliest, JSON.stringify(row)).toBeLessThan(0.3)
    }
  })

  it('excludes none by group either, whatever numbers the hidden cells held', () => {
    const reports = Array.from({ length: 48 }, (_, seed) => reportByGroup(solver, seed + 1, 5) ?? [])
      .flat()
      .slice(0, 6)

    expect(reports).toHaveLength(6)
    for (const { seen, before, gate } of reports) for (const tables of before) expect(gate(tables)).toEqual(seen)
  })

  it('would narrow a hidden number down if nothing were drawn: to 6 counts, one of them with a probability of almost a half', () => {
    for (const row of NARROW.slice(0, 1)) {
      const { counts, likeliest } = learned(row, NOTHING_DRAWN)

      expect(counts).toBe(6)
      expect(likeliest).toBeGreaterThan(0.45)
    }
  })

  it('learns little by weighing them: 16 counts or more hold 99 in 100 of the belief, and the likeliest has less than three in ten', () => {
    for (const row of NARROW) {
      const { counts, likeliest } = learned(row)

      expect(counts, JSON.stringify(row)).toBeGreaterThanOrEqual(16)
      expect(likeliest).toBeLessThan(0.3)
    }
  })
})

/** Why a row that stays as it is keeps its draws (`test/unit/series/cell-draws.test.ts`). */
describe('a reader of a series in which a row stays as it is and needs the same in each report', () => {
  it('would know after three reports, if each drew anew, as much as if nothing had been drawn: five counts or more, the likeliest with less than six in ten', () => {
    for (const row of [...NARROW.slice(0, 1), ...COARSE.slice(2, 3)]) {
      const [one, three] = learnedOver(row, [1, 3])
      const [bare] = learnedOver(row, [1], NOTHING_DRAWN)

      expect(one?.counts, JSON.stringify(row)).toBeGreaterThanOrEqual(13)
      expect(three?.counts, JSON.stringify(row)).toBe(bare?.counts)
      expect(Math.abs((three?.likeliest ?? 0) - (bare?.likeliest ?? 1))).toBeLessThan(0.01)
      expect(bare?.counts).toBeGreaterThanOrEqual(5)
      expect(bare?.likeliest).toBeLessThan(0.6)
    }
  })
})

describe('a reader who runs exact-closed on every count that could be behind a row', () => {
  /** One small count, with large ones beside it that are nearly alike; one with large ones that mostly cannot protect it alone; and two small counts. */
  const ROWS = [
    [17, 16, 19, 9, 16],
    [28, 23, 12, 11, 1],
    [0, 16, 1, 27, 11],
  ]
  const KEYS = Array.from({ length: 8 }, (_, seed) => keyOf(seed + 1))

  /** The belief about each small number of a row as one key hides it, if all of these keys are possible. */
  function learnedOf(counts: readonly number[], seed: number, keys: readonly Uint8Array[]) {
    const row = exactRow(solver, counts, keyOf(seed))
    if (!row) throw new Error('there is no report')
    const base = counts.reduce((sum, each) => sum + each, 0)
    return beliefsOfExact(solver, row, base, keys).map(strengthOf)
  }

  it('is left with five counts or more for each small number, none of them held for more likely than four in ten', () => {
    for (const row of ROWS) {
      for (const { counts, likeliest } of learnedOf(row, 1, KEYS)) {
        expect(counts, row.join()).toBeGreaterThanOrEqual(5)
        expect(likeliest, row.join()).toBeLessThan(0.4)
      }
    }
  })

  it('would be left with fewer if the lots that decide were known', () => {
    const known = KEYS.flatMap((key, at) => learnedOf([28, 23, 12, 11, 1], at + 1, [key]))

    expect(Math.min(...known.map(({ counts }) => counts))).toBeLessThan(5)
  })
})
