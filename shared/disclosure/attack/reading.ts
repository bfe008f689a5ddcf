import * as z from 'zod'
import { COUNT, type Range } from '../linear/linear-problem.ts'
import type { AttackedCell, AttackedSlice, Reading } from './published.ts'

const policies = z.discriminatedUnion('profile', [
  z.looseObject({ profile: z.enum(['rounded', 'careful', 'small']), k: z.int(), b: z.int().min(1) }),
  z.looseObject({ profile: z.literal('exact-closed'), k: z.int() }),
  z.looseObject({ profile: z.literal('ckm'), k: z.int(), maxChange: z.int().min(1) }),
])

/** Reads the rounding of a published policy: its base and its reach. Throws for a way of protecting that this attack cannot read. */
export function readingOf(policy: unknown): Reading {
  const known = policies.safeParse(policy)
  if (!known.success) throw new Error('methods.json tells of a way of protecting numbers that this attack does not know')
  const { data } = known
  if (data.profile === 'exact-closed') return { base: 1, offsets: 'label', shownFrom: data.k, hiddenFrom: 0, secondaryFrom: data.k }
  if (data.profile === 'ckm') {
    // A number is hidden when it is no more than k + reach, and the count is no further from it than that again.
    return { base: 1, offsets: 'fresh', shownFrom: data.k + 2 * data.maxChange + 1, hiddenFrom: 0, reach: data.maxChange }
  }
  return { base: data.b, offsets: 'label', shownFrom: data.k + data.b, hiddenFrom: 0 }
}

/** The range of a cell's count plus its offset, whether the cell is printed or not. */
export function rangeOfCell(cell: AttackedCell, slice: AttackedSlice, reading: Reading): Range {
  if (cell.count !== undefined) return rangeOfNumber(cell.count, reading, cell.range)
  if (cell.status === 'hidden_small') return { low: reading.hiddenFrom, high: reading.shownFrom - 1 }
  if (cell.status === 'top_coded') return { low: lowestOfBase(slice, reading), high: Number.POSITIVE_INFINITY }
  if (cell.status === 'hidden_secondary') return { low: reading.secondaryFrom ?? 0, high: Number.POSITIVE_INFINITY }
  return COUNT
}

/** The range of a printed number's count plus its offset. A number rounded coarsely says its own range, which is wider than that of its rounding. */
export function rangeOfNumber(printed: number, { base, reach = 0 }: Reading, beside?: Range): Range {
  const isCoarse = beside !== undefined && beside.high - beside.low > 2 * (base - 1 + reach)
  return isCoarse ? { low: beside.low + base - 1, high: beside.high } : { low: printed - reach, high: printed + base - 1 + reach }
}

function lowestOfBase({ base, baseRange }: AttackedSlice, reading: Reading): number {
  return base === undefined ? 0 : rangeOfNumber(base, reading, baseRange).low
}
