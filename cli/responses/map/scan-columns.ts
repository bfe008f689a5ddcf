import type { ProblemList } from '../problem-list.ts'
import { readRows, withoutBlanks } from '../rows.ts'
import { readText } from '../text.ts'

/** What a column of an export holds, without the rows. */
export type ScannedColumn = {
  readonly heading: string
  readonly index: number
  /** Different values and how many rows have each; of more than MOST_VALUES the first ones. */
  readonly values: ReadonlyMap<string, number>
  readonly isWhole: boolean
  readonly blanks: number
}

export type Scanned = { readonly columns: readonly ScannedColumn[]; readonly rows: number }

/** More different values than the options of any question, several of them together included. */
const MOST_VALUES = 1_000
/** Longer values are words; of these only that they are there is kept. */
const LONGEST = 500

/** Reads an export once, and says what each of its columns holds. Bounded in memory, whatever the length of the file. */
export async function scanColumns(
  chunks: AsyncIterable<Uint8Array>,
  problems: ProblemList,
  isKnown: (heading: string) => boolean,
): Promise<Scanned> {
  let columns: { heading: string; index: number; values: Map<string, number>; isWhole: boolean; blanks: number }[] | undefined
  let rows = 0
  for await (const batch of readRows(
    readText(chunks, problems, () => {}),
    problems,
    isKnown,
  )) {
    for (const { cells } of batch) {
      if (cells.every((cell) => withoutBlanks(cell) === '')) continue
      if (!columns) {
        columns = cells.map((cell, index) => ({ heading: withoutBlanks(cell), index, values: new Map(), isWhole: true, blanks: 0 }))
        continue
      }
      rows++
      for (const column of columns) take(column, withoutBlanks(cells[column.index] ?? ''))
    }
  }
  return { columns: columns ?? [], rows }
}

function take(column: { values: Map<string, number>; isWhole: boolean; blanks: number }, value: string): void {
  if (value === '') column.blanks++
  else if (value.length <= LONGEST && (column.values.has(value) || column.values.size < MOST_VALUES))
    column.values.set(value, (column.values.get(value) ?? 0) + 1)
  else column.isWhole = false
}
