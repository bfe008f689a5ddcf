import Papa from 'papaparse'
import type { ProblemList } from './problem-list.ts'
import { LONGEST_ROW, tooLong } from './text.ts'

/** A row as it stands in a spreadsheet: the header is row 1. */
export type Row = { readonly number: number; readonly cells: readonly string[] }

/** Rows of comma-separated text, in batches. Quotation marks that open or close in the wrong place are reported by row. */
export async function* readRows(pieces: AsyncIterable<string>, problems: ProblemList): AsyncGenerator<Row[]> {
  const parser = new Papa.Parser({ delimiter: ',', newline: '\n' })
  let next = 1
  let rest = ''
  const take = (text: string, last: boolean): Row[] => {
    const { data, errors, meta }: Papa.ParseResult<string[]> = parser.parse(text, 0, !last)
    rest = text.slice(meta.cursor)
    const begins = next
    next += data.length
    for (const error of errors) reportQuotes(error.code, begins + (error.row ?? 0), problems)
    return data.map((cells, i) => ({ number: begins + i, cells }))
  }
  for await (const piece of pieces) {
    yield take(rest + piece, false)
    if (rest.length > LONGEST_ROW) tooLong(next, problems)
  }
  if (rest !== '') yield take(rest, true)
}

function reportQuotes(code: string, row: number, problems: ProblemList): void {
  const message =
    code === 'MissingQuotes' ? 'a quotation mark opens in this row and never closes' : 'a quotation mark stands in the wrong place'
  problems.add({ line: row, message, remedy: 'Put quotation marks around the whole value, and write those inside it twice' })
}
