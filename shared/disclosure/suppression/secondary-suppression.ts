import { widthOf } from '../linear/linear-problem.ts'
import { type Solver, wholeRange } from '../linear/solver.ts'
import { gaussianSuppression } from './gaussian.ts'
import type { LinkedTable } from './linked-table.ts'
import { type FeasibleTable, type ReaderKnowledge, TableReader } from './table-reader.ts'
import { cellsToWiden } from './widen.ts'

type Protection = {
  /** The least distance between the lowest and the highest count that a primary cell may have. 1 keeps it from being exact. */
  readonly width: number
  /** A reader's knowledge of cells, besides what is printed. */
  readonly knowledge: ReaderKnowledge
  /** All cells, in the order in which they earn their publication, best first. */
  readonly order: readonly number[]
}

/** Some primary cell stays too narrow however much is hidden, so the table must not be published. */
export class Unprotectable extends Error {
  constructor(cell: number) {
    super(`cell ${cell} cannot be protected by hiding other cells`)
    this.name = 'Unprotectable'
  }
}

/**
 * The cells to hide besides the primary ones: Gaussian elimination, then linear programs that hide more until
 * a reader is left with a range of at least `width` for every primary cell, then a pass that prints again what turns
 * out not to be needed. Throws Unprotectable.
 */
export function secondarySuppression(
  solver: Solver,
  table: LinkedTable,
  primary: readonly number[],
  protection: Protection,
): readonly number[] {
  const eliminated = withRanges(solver, table, primary, gaussianSuppression(table, primary, protection.order), protection)
  const direct = withRanges(solver, table, primary, [], protection)
  return eliminated.length < direct.length ? eliminated : direct
}

function withRanges(
  solver: Solver,
  table: LinkedTable,
  primary: readonly number[],
  secondary: readonly number[],
  { width, knowledge, order }: Protection,
): readonly number[] {
  const prices = new Map(order.map((cell, at) => [cell, 1 + (1 - at / order.length) / 4]))
  const hidden = new Set([...primary, ...secondary])
  const reader = new TableReader(solver, table, hidden, knowledge)
  const guards = primary.map((cell): GuardedCell => ({ cell, feasible: [] }))
  try {
    // Hiding more keeps every feasible table, so a range that is wide stays wide.
    const open = new Set(notSeenWide(reader, guards, width))
    for (const guard of guards.filter((each) => open.has(each))) {
      while (!isWide(reader, guard, width)) {
        const more = cellsToWiden(solver, { table, hidden, knowledge, target: guard.cell, width, prices })
        if (more === undefined || more.length === 0) throw new Unprotectable(guard.cell)
        for (const also of more) {
          hidden.add(also)
          reader.hide(also)
        }
      }
    }
    const guarded = new Set(primary)
    for (const cell of order.filter((one) => hidden.has(one) && !guarded.has(one))) {
      const needed = guards.filter((guard) => reader.meets(cell, guard.cell) && !isUnmoved(guard, table, cell))
      reader.print(cell)
      const before = needed.map(({ feasible }) => feasible)
      if (notSeenWide(reader, needed, width).every((guard) => isWide(reader, guard, width))) hidden.delete(cell)
      else {
        reader.hide(cell)
        for (const [at, guard] of needed.entries()) guard.feasible = before[at] ?? []
      }
    }
    return [...hidden].filter((cell) => !guarded.has(cell))
  } finally {
    reader.close()
  }
}

/** A primary cell, and the two feasible tables that showed that the reader's range for it is wide. */
type GuardedCell = { readonly cell: number; feasible: readonly FeasibleTable[] }

/**
 * Cells that no feasible table showed to be wide while many cells were moved at once. Each of them is solved for alone, the narrowest
 * first.
 */
function notSeenWide(reader: TableReader, guards: readonly GuardedCell[], width: number): readonly GuardedCell[] {
  const feasible: FeasibleTable[] = []
  let left = guards
  for (let push = 0; push < PUSHES && left.length >= MANY; push++) {
    feasible.push(
      ...reader.apart(
        left.map(({ cell }) => cell),
        push,
      ),
    )
    const found = left.map((guard) => ({ guard, seen: seenOf(guard.cell, feasible) }))
    for (const { guard, seen } of found) if (seen.width >= width) guard.feasible = seen.feasible
    const narrow = found.filter(({ seen }) => seen.width < width)
    left = narrow.sort((a, b) => a.seen.width - b.seen.width).map(({ guard }) => guard)
  }
  return left
}

/** From so many on, moving them together costs less than asking of each. */
const MANY = 10
/** The number of times that the cells not yet seen to be wide are moved. */
const PUSHES = 6

/** The distance between the counts of a cell in the two feasible tables in which it is lowest and highest. */
function seenOf(cell: number, feasible: readonly FeasibleTable[]): { readonly width: number; readonly feasible: readonly FeasibleTable[] } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let [lowest, highest]: (FeasibleTable | undefined)[] = []
  for (const table of feasible) {
    const count = table.get(cell)
    if (count === undefined) continue
    if (count < low) [low, lowest] = [count, table]
    if (count > high) [high, highest] = [count, table]
  }
  if (!lowest || !highest) return { width: 0, feasible: [] }
  return { width: widthOf(wholeRange({ low, high })), feasible: [lowest, highest] }
}

function isWide(reader: TableReader, guard: GuardedCell, width: number): boolean {
  const { range, feasible } = reader.ends(guard.cell)
  guard.feasible = feasible
  return widthOf(range) >= width
}

/** Whether both tables that show a guarded cell to be wide have this cell's true count: then printing it narrows nothing. */
function isUnmoved({ feasible }: GuardedCell, { truth }: LinkedTable, cell: number): boolean {
  const count = truth[cell] ?? 0
  return feasible.length === 2 && feasible.every((table) => Math.abs((table.get(cell) ?? count) - count) < SAME)
}

const SAME = 1e-6
