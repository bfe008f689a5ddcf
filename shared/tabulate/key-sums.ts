import type { CodedResponses } from './blocks.ts'
import type { ReportPlan } from './plan.ts'
import type { CountedTable } from './table.ts'
import { addResponses, countedTables, emptyTally, type Tally } from './tally.ts'

/**
 * For every count of the plan, the sum of the record keys of the people in it. Sums of one plan are a commutative monoid,
 * like tallies, and lie in the same places.
 */
export type KeySums = { readonly plan: ReportPlan; readonly sums: readonly bigint[] }

/**
 * Sums are modulo 2^32. They only ever go into a keyed function together with the count, so two groups of the same size
 * with the same sum, one in four billion pairs, would change by the same; and they stay small where tallies travel.
 */
const KEY_BITS = 32
const SPACE = 1n << BigInt(KEY_BITS)

/** Key sums with no response in them, one for each count of the plan. */
export function emptyKeySums(plan: ReportPlan): KeySums {
  return { plan, sums: Array.from(emptyTally(plan).counts, () => 0n) }
}

/**
 * The sums with these coded responses in them; `keys` has the record key of each. A sum of keys is the sum over their bits
 * of how many people in the cell have that bit, so the tally counts it, bit by bit, and nothing is counted in a second way.
 */
export function addKeys({ plan, sums }: KeySums, rows: readonly Uint8Array[], keys: readonly bigint[]): KeySums {
  if (rows.length !== keys.length) throw new Error('each response needs one record key')
  const added = [...sums]
  for (let bit = 0n; bit < KEY_BITS; bit++) {
    const having: CodedResponses = rows.filter((_, i) => ((keys[i] ?? 0n) >> bit) & 1n)
    addResponses(emptyTally(plan), having).counts.forEach((count, place) => {
      if (count > 0) added[place] = ((added[place] ?? 0n) + (BigInt(count) << bit)) % SPACE
    })
  }
  return { plan, sums: added }
}

/** The key sums of both: of all responses that either was made from. Throws when the plans differ. */
export function mergeKeySums(a: KeySums, b: KeySums): KeySums {
  if (a.plan.hash !== b.plan.hash) throw new Error('key sums of different plans cannot be added up')
  return { plan: a.plan, sums: a.sums.map((sum, i) => (sum + (b.sums[i] ?? 0n)) % SPACE) }
}

/** The true counts of a tally, table by table, each with its key sum. Throws when the plans differ. */
export function keyedTables(tally: Tally, keySums: KeySums): CountedTable[] {
  if (tally.plan.hash !== keySums.plan.hash) throw new Error('counts and key sums are of different plans')
  let place = 0
  const next = () => keySums.sums[place++] ?? 0n
  return countedTables(tally).map((table) => ({
    ...table,
    slices: table.slices.map((slice) => ({ ...slice, key: next(), cells: slice.cells.map((cell) => ({ ...cell, key: next() })) })),
  }))
}
