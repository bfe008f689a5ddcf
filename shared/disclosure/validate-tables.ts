import { isRollup } from '#shared/survey/rollups.ts'
import type { CountedSlice, CountedTable } from '#shared/tabulate/table.ts'
import type { PrintedCells } from './structure/printed-cells.ts'

/**
 * Refuses tables that protection cannot be trusted with: rows missing or unknown to the codebook, counts that are no
 * counts, or one set of people counted differently in two tables. Errors name the table and hold no number.
 */
export function validateTables(printed: PrintedCells, tables: readonly CountedTable[]): void {
  const bases = new Map<string, number>()
  const ids = new Set<string>()
  for (const table of tables) {
    if (ids.has(table.id)) throw new Error(`table ${table.id} is counted twice`)
    ids.add(table.id)
    if ((table.by === undefined) !== table.slices.every((slice) => slice.group === undefined)) {
      throw new Error(`table ${table.id} mixes groups and no groups`)
    }
    for (const slice of table.slices) {
      const problem = problemOf(printed, table, slice)
      if (problem) throw new Error(`table ${table.id} ${problem}`)
      const group = table.by === undefined ? '' : `${table.by}=${slice.group}`
      if ((bases.get(group) ?? slice.base) !== slice.base)
        throw new Error(`table ${table.id} counts a group differently from another table`)
      bases.set(group, slice.base)
    }
  }
  if (!bases.has('')) throw new Error('a report needs at least one table of a question alone')
}

function problemOf(printed: PrintedCells, { question, by }: CountedTable, slice: CountedSlice): string | undefined {
  const { answers, groups } = printed.rollups(question, by)
  const expected = [...printed.answers(question), ...answers.map(({ id }) => id)]
  if (slice.cells.length !== expected.length || slice.cells.some((cell, i) => cell.answer !== expected[i])) {
    return 'does not have the rows of the codebook'
  }
  if (by !== undefined && ![...printed.answers(by), ...groups.map(({ id }) => id)].includes(slice.group ?? ''))
    return 'has an unknown group'
  const counts = slice.cells.map((cell) => cell.count)
  if ([slice.base, ...counts].some((count) => !Number.isSafeInteger(count) || count < 0 || count > slice.base))
    return 'has impossible counts'
  const fine = slice.cells.filter(({ answer }) => !isRollup(answer))
  const total = fine.reduce((sum, { count }) => sum + count, 0)
  return !printed.isMany(question) && total !== slice.base ? 'does not count everybody once' : undefined
}
