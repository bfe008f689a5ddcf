import { widthOf } from '../linear/linear-problem.ts'
import { type Solver, wholeRange } from '../linear/solver.ts'
import { gaussianSuppression } from './gaussian.ts'
import { type LinkedTable, linked } from './linked.ts'
import { publishingOrder, type SummedTable } from './summed-table.ts'
import { type FeasibleTable, type ReaderKnowledge, TableReader } from './table-reader.ts'
import { cellsToWiden } from './widen.ts'

export type Protection = {
  /** The least distance between the lowest and the highest count that a primary cell may have. 1 keeps it from being exact. */
  readonly width: number
  /** Readers to protect against, each with what it knows; `[]` is a reader with the publication alone. */
  readonly readers: readonly ReaderKnowledge[]
}

/** Some primary cell stays too narrow however much is hidden, so the table must not be published. */
export class Unprotectable extends Error {
  readonly cell: number

  constructor(cell: number) {
    super(`cell ${cell} cannot be protected by hiding other cells`)
    this.name = 'Unprotectable'
    this.cell = cell
  }
}

/**
 * The cells to hide besides the primary ones, ascending: Gaussian elimination, then linear programs that hide more until
 * every reader is left with a range of at least `width` for every primary cell, then a pass that prints again what turns
 * out not to be needed. Throws Unprotectable.
 */
export function secondarySuppression(
  solver: Solver,
  table: SummedTable,
  primary: readonly number[],
  protection: Protection,
): readonly number[] {
  const order = publishingOrder(table)
  const eliminated = withRanges(solver, table, primary, gaussianSuppression(table, primary, order), protection)
  const direct = withRanges(solver, table, primary, [], protection)
  return [direct, eliminated].reduce((best, one) => (one.length < best.length ? one : best))
}

function withRanges(
  solver: Solver,
  summed: SummedTable,
  primary: readonly number[],
  secondary: readonly number[],
  protection: Protection,
): readonly number[] {
  const table = linked(summed)
  const { width } = protection
  const hidden = new Set([...primary, ...secondary])
  const readers = protection.readers.map((knowledge) => ({ knowledge, reader: new TableReader(solver, summed, hidden, knowledge) }))
  const all = readers.flatMap(({ knowledge, reader }) =>
    primary.filter((cell) => !knowsItself(knowledge, cell, width)).map((cell): GuardedCell => ({ knowledge, reader, cell, feasible: [] })),
  )
  try {
    // Hiding more keeps every feasible table, so a range that is wide stays wide.
    const open = new Set(notSeenWide(all, table, width))
    for (const guard of all.filter((each) => open.has(each))) {
      while (!isWide(guard, width)) {
        const { knowledge, cell } = guard
        const more = cellsToWiden(solver, { table, hidden, knowledge, target: cell, width })
        if (more === undefined || more.length === 0) throw new Unprotectable(cell)
        for (const also of more) {
          hidden.add(also)
          for (const { reader } of readers) reader.hide(also)
        }
      }
    }
    const guarded = new Set(primary)
    for (const cell of publishingOrder(summed).filter((one) => hidden.has(one) && !guarded.has(one))) {
      const needed = all.filter((guard) => guard.reader.meets(cell, guard.cell) && !isUnmoved(guard, table, cell))
      for (const { reader } of readers) reader.print(cell)
      const before = needed.map(({ feasible }) => feasible)
      if (notSeenWide(needed, table, width).every((guard) => isWide(guard, width))) hidden.delete(cell)
      else {
        for (const { reader } of readers) reader.hide(cell)
        for (const [at, guard] of needed.entries()) guard.feasible = before[at] ?? []
      }
    }
    return [...hidden].filter((cell) => !guarded.has(cell)).sort((a, b) => a - b)
  } finally {
    for (const { reader } of readers) reader.close()
  }
}

/** A primary cell, one reader, and the two feasible tables that showed that the reader's range for it is wide. */
type GuardedCell = {
  readonly knowledge: ReaderKnowledge
  readonly reader: TableReader
  readonly cell: number
  feasible: readonly FeasibleTable[]
}

/**
 * Cells that no feasible table showed to be wide while many cells were moved at once. Each of them is solved for alone, the narrowest
 * first.
 */
function notSeenWide(guards: readonly GuardedCell[], { atomOf }: LinkedTable, width: number): readonly GuardedCell[] {
  return [...Map.groupBy(guards, ({ reader }) => reader)].flatMap(([reader, own]) => {
    const feasible: FeasibleTable[] = []
    let left: readonly GuardedCell[] = own
    for (let push = 0; push < PUSHES && left.length >= MANY; push++) {
      feasible.push(
        ...reader.apart(
          left.map(({ cell }) => cell),
          push,
        ),
      )
      const found = left.map((guard) => ({ guard, seen: seenOf(atomOf[guard.cell] ?? -1, feasible) }))
      for (const { guard, seen } of found) if (seen.width >= width) guard.feasible = seen.feasible
      const narrow = found.filter(({ seen }) => seen.width < width)
      left = narrow.sort((a, b) => a.seen.width - b.seen.width).map(({ guard }) => guard)
    }
    return left
  })
}

/** From so many on, moving them together costs less than asking of each. */
const MANY = 10
/** The number of times that the cells not yet seen to be wide are moved. */
const PUSHES = 6

/** The distance between the counts of an atom in the two feasible tables in which it is lowest and highest. */
function seenOf(atom: number, feasible: readonly FeasibleTable[]): { readonly width: number; readonly feasible: readonly FeasibleTable[] } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let [lowest, highest]: (FeasibleTable | undefined)[] = []
  for (const table of feasible) {
    const count = table.get(atom)
    if (count === undefined) continue
    if (count < low) [low, lowest] = [count, table]
    if (count > high) [high, highest] = [count, table]
  }
  if (!lowest || !highest) return { width: 0, feasible: [] }
  return { width: widthOf(wholeRange({ low, high })), feasible: [lowest, highest] }
}

function isWide(guard: GuardedCell, width: number): boolean {
  const { range, feasible } = guard.reader.ends(guard.cell)
  guard.feasible = feasible
  return widthOf(range) >= width
}

/** Whether both tables that show a guarded cell to be wide have this cell's true count: then printing it narrows nothing. */
function isUnmoved({ feasible }: GuardedCell, { atomOf, counts }: LinkedTable, cell: number): boolean {
  const count = counts[cell] ?? 0
  return feasible.length === 2 && feasible.every((table) => Math.abs((table.get(atomOf[cell] ?? -1) ?? count) - count) < SAME)
}

const SAME = 1e-6

/** Whether a reader knows the cell too well already: then nothing can protect it from this reader. */
function knowsItself(knowledge: ReaderKnowledge, cell: number, width: number): boolean {
  return knowledge.some((known) => known.cell === cell && widthOf(known.range) < width)
}
