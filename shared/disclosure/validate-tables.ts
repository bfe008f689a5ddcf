import { type Codebook, codebookOf, fieldOf } from '#shared/survey/codebook.ts'
import { isRollup, type RolledTable, rolledTables } from '#shared/survey/rollups.ts'
import type { Survey } from '#shared/survey/survey.ts'
import type { CountedSlice, CountedTable } from '#shared/tabulate/table.ts'

/**
 * Refuses tables that protection cannot be trusted with: rows missing or unknown to the codebook, counts that are no
 * counts, or one set of people counted differently in two tables. Errors name the table and hold no number.
 */
export function validateTables(survey: Survey, tables: readonly CountedTable[]): void {
  const codebook = codebookOf(survey)
  const rolled = rolledTables(survey)
  const bases = new Map<string, number>()
  const ids = new Set<string>()
  for (const table of tables) {
    if (ids.has(table.id)) throw new Error(`table ${table.id} is counted twice`)
    ids.add(table.id)
    if ((table.by === undefined) !== table.slices.every((slice) => slice.group === undefined)) {
      throw new Error(`table ${table.id} mixes groups and no groups`)
    }
    const { answers, groups } = rolled(table.question, table.by)
    for (const slice of table.slices) {
      const problem = problemOf(codebook, { table, answers, groups }, slice)
      if (problem) throw new Error(`table ${table.id} ${problem}`)
      const group = table.by === undefined ? '' : `${table.by}=${slice.group}`
      if ((bases.get(group) ?? slice.base) !== slice.base)
        throw new Error(`table ${table.id} counts a group differently from another table`)
      bases.set(group, slice.base)
    }
  }
  if (!bases.has('')) throw new Error('a report needs at least one table of a question alone')
}

function problemOf(
  codebook: Codebook,
  { table, answers, groups }: RolledTable & { readonly table: CountedTable },
  slice: CountedSlice,
): string | undefined {
  const field = fieldOf(codebook, table.question)
  const expected = [...answersOf(field), ...answers.map(({ id }) => id)]
  if (slice.cells.length !== expected.length || slice.cells.some((cell, i) => cell.answer !== expected[i])) {
    return 'does not have the rows of the codebook'
  }
  if (table.by !== undefined && ![...answersOf(fieldOf(codebook, table.by)), ...groups.map(({ id }) => id)].includes(slice.group ?? ''))
    return 'has an unknown group'
  const counts = slice.cells.map((cell) => cell.count)
  if ([slice.base, ...counts].some((count) => !Number.isSafeInteger(count) || count < 0 || count > slice.base))
    return 'has impossible counts'
  const fine = slice.cells.filter(({ answer }) => !isRollup(answer))
  const total = fine.reduce((sum, { count }) => sum + count, 0)
  return field.kind === 'one' && total !== slice.base ? 'does not count everybody once' : undefined
}

function answersOf(field: Codebook['fields'][number]): string[] {
  return [...field.options, ...field.states.map((state) => `~${state}`)]
}
