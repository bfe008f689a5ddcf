import type { SummedTable } from '#shared/disclosure/suppression/summed-table.ts'

/** The cells whose own count gives somebody away, by their place in the table: 0 to `largest`, or 1 to `largest` when zeros are harmless. */
export function primaryCells(table: SummedTable, largest: number, zeros: 'hidden' | 'shown'): readonly number[] {
  return table.cells.flatMap(({ count }, at) => (count <= largest && (count > 0 || zeros === 'hidden') ? [at] : []))
}
