import type { ProblemList } from '../problem-list.ts'
import { withoutBlanks } from '../rows.ts'
import { readTableRows } from '../table-rows.ts'
import { areTags, numbersAnswers } from './tool-columns.ts'

/** A summary of a column of an export, without the rows. */
export type ScannedColumn = {
  readonly heading: string
  readonly index: number
  /** Different values and how many rows have each; of more than MOST_VALUES the first ones. */
  readonly values: ReadonlyMap<string, number>
  readonly isWhole: boolean
  readonly blanks: number
  /** Whether several rows have the same id. Known of the first column, and of those in which tools number answers. */
  readonly repeatsId: boolean
}

export type Scanned = { readonly columns: readonly ScannedColumn[]; readonly rows: number }

/** More different values than the options of any question, several of them together included. */
const MOST_VALUES = 1_000
/** Longer values are words; of these only that they are there is kept. */
const LONGEST = 500

type Scan = {
  readonly heading: string
  readonly index: number
  readonly values: Map<string, number>
  readonly ids: Set<string> | undefined
  isWhole: boolean
  blanks: number
  repeatsId: boolean
}

/** Reads an export once, and says what each of its columns holds. In memory are a few values of each column, and every id of the rows. */
export async function scanColumns(
  chunks: AsyncIterable<Uint8Array>,
  problems: ProblemList,
  isKnown: (heading: string) => boolean,
): Promise<Scanned> {
  let columns: Scan[] | undefined
  let rows = 0
  for await (const batch of readTableRows(chunks, problems, isKnown)) {
    for (const { cells } of batch) {
      if (cells.every((cell) => withoutBlanks(cell) === '')) continue
      if (!columns) {
        columns = cells.map((cell, index) => scanOf(withoutBlanks(cell), index))
        continue
      }
      if (rows === 0 && areTags(cells)) continue
      rows++
      for (const column of columns) take(column, withoutBlanks(cells[column.index] ?? ''))
    }
  }
  return { columns: columns ?? [], rows }
}

function scanOf(heading: string, index: number): Scan {
  const ids = index === 0 || numbersAnswers(heading) ? new Set<string>() : undefined
  return { heading, index, values: new Map(), ids, isWhole: true, blanks: 0, repeatsId: false }
}

function take(column: Scan, value: string): void {
  if (column.ids && value !== '' && value.length <= LONGEST) {
    if (column.ids.has(value)) column.repeatsId = true
    column.ids.add(value)
  }
  if (value === '') column.blanks++
  else if (value.length <= LONGEST && (column.values.has(value) || column.values.size < MOST_VALUES))
    column.values.set(value, (column.values.get(value) ?? 0) + 1)
  else column.isWhole = false
}
