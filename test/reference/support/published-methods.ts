import { type PRow, type PTable, perturb } from '#shared/disclosure/cell-key/p-table.ts'

/**
 * The classical cell key: the sum of the whole-number record keys of a cell, modulo the key space. The same people give
 * the same key in whatever table they appear. (ABS: Fraser and Wooton 2005. R's cellKey: fractional keys of d digits are
 * keys here after multiplication by 10^d, with the key space 10^d. ONS: a key space of 256 or 4096.)
 */
export function cellKey(recordKeys: Iterable<number>, keySpace: number): number {
  let sum = 0
  for (const key of recordKeys) {
    if (!Number.isSafeInteger(key) || key < 0) throw new Error('a record key is a whole number, not negative')
    sum = (sum + (key % keySpace)) % keySpace
  }
  return sum
}

/**
 * The cell key perturbation of the Office for National Statistics (ONSdigital/cell-key-perturbation): record keys added
 * modulo a key space, a table for the counts 1 to 750 whose last 250 rows serve larger counts in turn, and small results
 * not shown.
 */
const LARGEST_OWN_ROW = 750
const RECURRING_ROWS = 250

/** The row of a count. */
export function perturbationCellValue(count: number): number {
  return count <= LARGEST_OWN_ROW ? count : ((count - 1) % RECURRING_ROWS) + LARGEST_OWN_ROW - RECURRING_ROWS + 1
}

/** A table with ONS's rows. */
function onsTable(rowOf: (perturbationCellValue: number) => PRow): PTable {
  return { rowOf: (count) => rowOf(perturbationCellValue(count)) }
}

/** The rule of ONS's sample table: counts under 10 to nothing, the others to the nearest multiple of 5. */
export const TEN_FIVE: PTable = onsTable((value) => {
  const over = value % 5
  if (value < 10) return [{ change: -value, below: 1 }]
  return [{ change: over <= 2 ? -over : 5 - over, below: 1 }]
})

/** The count to publish, or undefined when it is too small to be shown. */
export function publishedByOns(
  table: PTable,
  recordKeys: readonly number[],
  { keySpace = 256, threshold = 10 }: { readonly keySpace?: number; readonly threshold?: number } = {},
): number | undefined {
  const count = perturb(table, recordKeys.length, cellKey(recordKeys, keySpace) / keySpace)
  return count < threshold ? undefined : count
}

/**
 * Unbiased random rounding to a base: with the key `offset / base` this is `base * floor((count + offset) / base)`.
 * Rounded up with probability `count mod base / base` (Handbook on Statistical Disclosure Control, chapter 5, random rounding).
 */
export function roundingTable(base: number): PTable {
  const rows = Array.from({ length: base }, (_, over): PRow => {
    if (over === 0) return [{ change: 0, below: 1 }]
    return [
      { change: -over, below: (base - over) / base },
      { change: base - over, below: 1 },
    ]
  })
  return { rowOf: (count) => rows[count % base] ?? [] }
}
