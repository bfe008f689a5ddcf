import type { CellDraw } from '#shared/disclosure/audit/hide-labels.ts'
import { audited } from '#shared/disclosure/audit/release-gate.ts'
import type { Solver } from '#shared/disclosure/linear/solver.ts'
import type { ReportTable } from '#shared/disclosure/report.ts'
import { NOTHING_DRAWN, type Printed, published, toAuditOf } from '#test/unit/audit/published.ts'

/** A row of everyone: how each of its cells is printed, in order. */
export type Row = { readonly base: number; readonly cells: readonly Printed[] }

/** The gate rounds to fives and hides what rounds to less than 15. */
const B = 5
const LEAST = 15
/**
 * By how many small cells a row has: draws of one of them, and how likely each is or one that does the same. Of 1,000 draws 50 make a decoy in a row whose
 * small cells two or three numbers tell, 10 where it takes four, 1 where it takes five, shared among the small cells. The lower half of these draws hides.
 */
const DRAWS_OF_ONE: Readonly<Record<number, readonly { readonly drawn: number; readonly chance: number }[]>> = {
  1: [
    { drawn: 0, chance: 0.001 },
    { drawn: 2, chance: 0.004 },
    { drawn: 7, chance: 0.005 },
    { drawn: 15, chance: 0.015 },
    { drawn: 30, chance: 0.025 },
  ],
  2: [
    { drawn: 0, chance: 0.001 },
    { drawn: 1, chance: 0.002 },
    { drawn: 3, chance: 0.002 },
    { drawn: 8, chance: 0.008 },
    { drawn: 15, chance: 0.012 },
  ],
  3: [
    { drawn: 0, chance: 0.001 },
    { drawn: 1, chance: 0.001 },
    { drawn: 2, chance: 0.002 },
    { drawn: 5, chance: 0.005 },
    { drawn: 10, chance: 0.008 },
  ],
}

/** A reader of one row who runs the gate on every row that could have been there before something was hidden. */
export class ReplayingReader {
  readonly #solver: Solver
  readonly #seen: Row

  constructor(solver: Solver, seen: Row) {
    this.#solver = solver
    this.#seen = seen
  }

  /** Every row that can have been there before something was hidden: each marked cell small, or one of the printed numbers. */
  rowsBefore(): readonly Row[] {
    const { base, cells } = this.#seen
    const numbers = Array.from({ length: (base - LEAST) / B }, (_, at) => LEAST + at * B)
    const optionsOf = (cell: Printed): readonly Printed[] => (cell === 's' ? ['.', ...numbers] : (numbersIn(cell) ?? [cell]))
    const all = cells.reduce<readonly (readonly Printed[])[]>(
      (rows, cell) => rows.flatMap((row) => optionsOf(cell).map((option) => [...row, option])),
      [[]],
    )
    return all.filter((row) => couldBe(base, row)).map((row) => ({ base, cells: row }))
  }

  /** The probability that the gate makes the seen row from another one; `known`: the draws, if the reader knows them. */
  chanceFrom(before: Row, known?: CellDraw): number {
    if (known) return this.#leadsHere(before, known) ? 1 : 0
    const small = before.cells.flatMap((cell, at) => (cell === '.' ? [at] : []))
    // Two decoys at once are so rare that a reader does not think of them.
    const draws = small.flatMap((of) => (DRAWS_OF_ONE[small.length] ?? []).map((each) => ({ of, ...each })))
    const nothing = 1 - draws.reduce((sum, { chance }) => sum + chance, 0)
    const byDecoys = draws.reduce((sum, { of, drawn, chance }) => {
      const draw: CellDraw = (purpose, label, below) => (purpose === 'decoy' && label.endsWith(`q=${ANSWERS[of]}`) ? drawn : below - 1)
      return sum + chance * this.#shareOfPlaces(before, draw)
    }, nothing * this.#shareOfPlaces(before, NOTHING_DRAWN))
    const coarse = this.#seen.cells.filter((cell) => numbersIn(cell)).length
    // Of the five places, one makes the number that is seen.
    const seenAtRandom = (COARSE_AT_RANDOM / 5) ** coarse
    const atRandom = coarse > 0 && this.#leadsHere(before, roundsSeen(this.#seen, before)) ? seenAtRandom : 0
    return atRandom + (1 - atRandom) * byDecoys
  }

  /** By cell: how probable each count is, where all counts were equally likely before. `chances`: how likely each row leads to the seen one. */
  beliefs(rows: readonly Row[], chances: readonly number[]): readonly ReadonlyMap<number, number>[] {
    const beliefs = this.#seen.cells.map(() => new Map<number, number>())
    const most = this.#seen.base + B
    const visit = (counts: readonly number[], sum: number) => {
      if (counts.length < this.#seen.cells.length) {
        for (let count = 0; sum + count < most; count++) visit([...counts, count], sum + count)
        return
      }
      const ofBase = likelihood(this.#seen.base, sum)
      if (ofBase === 0) return
      const weight = rows.reduce((total, row, at) => {
        const chance = chances[at] ?? 0
        return chance === 0
          ? total
          : total +
              chance * row.cells.reduce<number>((product, cell, of) => (product === 0 ? 0 : product * likelihood(cell, counts[of] ?? 0)), 1)
      }, 0)
      if (weight > 0) for (const [at, count] of counts.entries()) beliefs[at]?.set(count, (beliefs[at]?.get(count) ?? 0) + weight * ofBase)
    }
    visit([], 0)
    return beliefs.map(asShares)
  }

  /** The share of the orders of places, each as likely as any other, that lead to the seen row. For a number that is not coarse the order decides nothing. */
  #shareOfPlaces(before: Row, draw: CellDraw): number {
    if (!this.#seen.cells.some((cell) => numbersIn(cell))) return this.#leadsHere(before, draw) ? 1 : 0
    const orders = Array.from({ length: ORDERS_OF_PLACES }, (_, order) => order)
    const withOrder =
      (order: number): CellDraw =>
      (purpose, label, below) =>
        purpose === 'place' ? order : draw(purpose, label, below)
    return orders.filter((order) => this.#leadsHere(before, withOrder(order))).length / ORDERS_OF_PLACES
  }

  #leadsHere(before: Row, draw: CellDraw): boolean {
    const made = gatedRow(this.#solver, before, draw)
    return made !== undefined && made.base === this.#seen.base && made.cells.every((cell, at) => cell === this.#seen.cells[at])
  }
}

/** The probability that a number is rounded coarsely at random. */
const COARSE_AT_RANDOM = 1 / 50

/** The orders in which a coarse number tries the places of the printed one. */
const ORDERS_OF_PLACES = 20

/** The numbers that become this one when they are rounded coarsely. */
function numbersIn(cell: Printed): readonly number[] | undefined {
  const middle = typeof cell === 'string' && cell.startsWith('c') ? Number(cell.slice(1)) : undefined
  return middle === undefined ? undefined : [-2, -1, 0, 1, 2].map((steps) => middle + steps * B)
}

/** The draws that make the coarse cells of the seen row at random of those before, and nothing else. */
export function roundsSeen({ cells }: Row, before: Row): CellDraw {
  return (purpose, label, below) => {
    const at = ANSWERS.findIndex((answer) => label.endsWith(`q=${answer}`))
    const numbers = numbersIn(cells[at] ?? '.')
    if (!numbers) return below - 1
    // Of the orders of places, 0 to 4 begin with that place.
    if (purpose === 'place') return numbers.indexOf(Number(before.cells[at]))
    return purpose === 'round at random' ? 0 : below - 1
  }
}

export const ANSWERS = ['yes', 'no', 'maybe', '~skipped'] as const

/** The row that the product's own gate makes of another one; undefined where there is no report. */
export function gatedRow(solver: Solver, { base, cells }: Row, draw: CellDraw = NOTHING_DRAWN): Row | undefined {
  const candidate = published(1, {
    q: { '': { base, cells: Object.fromEntries(ANSWERS.map((answer, at) => [answer, cells[at] ?? '.'])) } },
  })
  const result = audited(solver, toAuditOf(candidate, { draw }))
  return result.kind === 'passed' ? rowOf(result.report.tables) : undefined
}

function rowOf([table]: readonly ReportTable[]): Row | undefined {
  const slice = table?.slices[0]
  if (!slice?.base) return undefined
  const cells = slice.cells.map((cell): Printed => {
    if (cell.status === 'published') return cell.count.high - cell.count.low > 2 * (B - 1) ? `c${cell.count.value}` : cell.count.value
    return cell.status === 'hidden_small' ? '.' : cell.status === 'top_coded' ? 't' : 's'
  })
  return { base: slice.base.value, cells }
}

/** Whether some counts round to all of these numbers. */
function couldBe(base: number, cells: readonly Printed[]): boolean {
  const low = cells.reduce<number>((sum, cell) => sum + (typeof cell === 'number' ? cell - B + 1 : 0), 0)
  const high = cells.reduce<number>((sum, cell) => sum + (typeof cell === 'number' ? cell + B - 1 : LEAST - 1), 0)
  return low <= base + B - 1 && high >= base - B + 1
}

/** The probability that a count is printed so, over all offsets. */
function likelihood(cell: Printed, count: number): number {
  if (typeof cell === 'number') return Math.max(0, 1 - Math.abs(cell - count) / B)
  return Math.min(1, Math.max(0, (LEAST - count) / B))
}

function asShares(weights: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const all = [...weights.values()].reduce((sum, each) => sum + each, 0)
  return new Map([...weights].map(([count, weight]) => [count, weight / all]))
}
