import * as z from 'zod'
import type { Range } from '../linear/problem.ts'
import type { AttackedCell, AttackedSlice, Reading } from './published.ts'

const policies = z.discriminatedUnion('profile', [
  z.looseObject({ profile: z.enum(['rounded', 'careful']), k: z.int(), b: z.int().min(1) }),
  z.looseObject({ profile: z.literal('exact-closed'), k: z.int() }),
])

/** What a published policy tells about its numbers. Throws for a way of protecting that this attack cannot read. */
export function readingOf(policy: unknown): Reading {
  const known = policies.safeParse(policy)
  if (!known.success) throw new Error('the attack reads numbers that are rounded or exact, and methods.json tells of another protection')
  const { data } = known
  if (data.profile === 'exact-closed') return { base: 1, offsets: 'label', shownFrom: data.k, hiddenFrom: 0 }
  return { base: data.b, offsets: 'label', shownFrom: data.k + data.b, hiddenFrom: 0 }
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
