import * as z from 'zod'
import type { Range } from '../linear/problem.ts'
import type { AttackedCell, AttackedSlice, Reading } from './published.ts'

const rounding = z.looseObject({ k: z.int(), b: z.int().min(1) })

/** What a published policy tells about its numbers. Throws for a way of protecting that this attack cannot read. */
export function readingOf(policy: unknown): Reading {
  const rounded = rounding.safeParse(policy)
  if (!rounded.success) throw new Error('the attack reads releases whose numbers are rounded; methods.json tells of another protection')
  const { k, b } = rounded.data
  return { base: b, offsets: 'label', shownFrom: k + b, hiddenFrom: 0 }
}

const NOTHING: Range = { low: 0, high: Number.POSITIVE_INFINITY }

/** What a cell, printed or not, tells of its count plus its offset. */
export function toldByCell(cell: AttackedCell, slice: AttackedSlice, reading: Reading): Range {
  if (cell.count !== undefined) return toldByNumber(cell.count, reading)
  if (cell.status === 'hidden_small') return { low: reading.hiddenFrom, high: reading.shownFrom - 1 }
  if (cell.status === 'top_coded') return { low: slice.base ?? 0, high: Number.POSITIVE_INFINITY }
  return NOTHING
}

export function toldByNumber(printed: number, { base }: Reading): Range {
  return { low: printed, high: printed + base - 1 }
}
