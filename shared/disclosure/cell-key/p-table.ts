/**
 * The possible changes of counts: for each count a row of possible changes, each with its share of the key space. One lookup
 * serves every method: a cell key with a maximum-entropy table, a published table of a statistical office, or random
 * rounding, whose offset is the key.
 */
type Change = {
  readonly change: number
  /** This change is taken by keys below this fraction of the key space, and not below the entry before. The last is 1. */
  readonly below: number
}

export type PRow = readonly Change[]

export type PTable = { rowOf(count: number): PRow }

/**
 * The perturbed count. `key` is a fraction of the key space, in [0, 1). A key exactly on a boundary takes the entry after
 * it, as R's cellKey does (the Handbook on Statistical Disclosure Control, chapter 5, has it the other way round).
 */
export function perturb(table: PTable, count: number, key: number): number {
  if (!(key >= 0 && key < 1)) throw new Error('a key is a fraction of the key space: from 0, and less than 1')
  const entry = table.rowOf(count).find(({ below }) => key < below)
  if (entry === undefined) throw new Error(`the p-table gives no change for ${count}`)
  return count + entry.change
}

/** A table from rows for the counts 0, 1, 2, ...; the last row serves every larger count. */
export function tableOfRows(rows: readonly PRow[]): PTable {
  return {
    rowOf(count) {
      const row = rows[Math.min(count, rows.length - 1)]
      if (row === undefined) throw new Error(`the p-table has no row for ${count}`)
      return row
    },
  }
}
