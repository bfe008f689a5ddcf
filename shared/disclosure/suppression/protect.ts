import type { Range } from '../linear/problem.ts'
import type { Solver } from '../linear/solver.ts'
import { secondaryCells } from './gaussian.ts'
import { type Knowledge, Reader } from './reader.ts'
import { publishingOrder, type SummedTable } from './table.ts'
import { cellsToWiden } from './widen.ts'

export type Protection = {
  /** How far apart, at least, the lowest and the highest count a primary cell may have must be. 1 keeps it from being exact. */
  readonly width: number
  /** Readers to protect against, each with what it knows; `[]` is a reader with the publication alone. */
  readonly readers: readonly Knowledge[]
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
export function protectingCells(solver: Solver, table: SummedTable, primary: readonly number[], protection: Protection): readonly number[] {
  const order = publishingOrder(table)
  const eliminated = withRanges(solver, table, primary, secondaryCells(table, primary, order), protection)
  const direct = withRanges(solver, table, primary, [], protection)
  return [direct, eliminated].reduce((best, one) => (one.length < best.length ? one : best))
}

function withRanges(
  solver: Solver,
  table: SummedTable,
  primary: readonly number[],
  secondary: readonly number[],
  protection: Protection,
): readonly number[] {
  const hidden = new Set([...primary, ...secondary])
  const readers = protection.readers.map((knowledge) => ({ knowledge, reader: new Reader(solver, table, hidden, knowledge) }))
  const tooNarrow = ({ reader, knowledge }: (typeof readers)[number]): number | undefined =>
    primary.find((cell) => !knowsItself(knowledge, cell, protection.width) && widthOf(reader.range(cell)) < protection.width)
  try {
    for (const one of readers) {
      for (let cell = tooNarrow(one); cell !== undefined; cell = tooNarrow(one)) {
        const more = cellsToWiden(solver, table, hidden, one.knowledge, cell, protection.width)
        if (more === undefined || more.length === 0) throw new Unprotectable(cell)
        for (const also of more) {
          hidden.add(also)
          for (const { reader } of readers) reader.hide(also)
        }
      }
    }
    const guarded = new Set(primary)
    for (const cell of publishingOrder(table).filter((one) => hidden.has(one) && !guarded.has(one))) {
      for (const { reader } of readers) reader.print(cell)
      if (readers.every((one) => tooNarrow(one) === undefined)) hidden.delete(cell)
      else for (const { reader } of readers) reader.hide(cell)
    }
    return [...hidden].filter((cell) => !guarded.has(cell)).sort((a, b) => a - b)
  } finally {
    for (const { reader } of readers) reader.close()
  }
}

/** Nothing can be kept from a reader who knew it before reading. */
function knowsItself(knowledge: Knowledge, cell: number, width: number): boolean {
  return knowledge.some((known) => known.cell === cell && widthOf(known.range) < width)
}

function widthOf({ low, high }: Range): number {
  return high - low
}
