import Papa from 'papaparse'
import { dialectOf } from './dialect.ts'
import type { ProblemList } from './problem-list.ts'
import { LONGEST_ROW, tooLong } from './text.ts'

/** A row as it stands in a spreadsheet: the header is row 1. */
export type Row = { readonly number: number; readonly cells: readonly string[] }

/**
 * Rows of separated text, in batches, without a first line that only names the separator. Quotation marks that open or close in
 * the wrong place are reported by row. `isKnown` says whether a heading is one of ours, which tells separators apart.
 */
export async function* readRows(
  pieces: AsyncIterable<string>,
  problems: ProblemList,
  isKnown: (heading: string) => boolean,
): AsyncGenerator<Row[]> {
  let parser: InstanceType<typeof Papa.Parser> | undefined
  let rowsBefore = 0
  let next = 1
  let rest = ''
  const take = (text: string, last: boolean): Row[] => {
    if (!parser) {
      const dialect = dialectOf(text, isKnown)
      rowsBefore = dialect.rowsBefore
      parser = new Papa.Parser({ delimiter: dialect.separator, newline: '\n' })
    }
    const { data, errors, meta }: Papa.ParseResult<string[]> = parser.parse(text, 0, !last)
    rest = text.slice(meta.cursor)
    const begins = next
    next += data.length
    for (const error of errors) reportQuotes(error.code, begins + (error.row ?? 0), problems)
    return data.map((cells, i) => ({ number: begins + i, cells })).filter(({ number }) => number > rowsBefore)
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
  problems.add({
    code: 'responses-text',
    line: row,
    message,
    remedy: 'Put quotation marks around the whole value, and write those inside it twice',
  })
}

/** A cell without the blanks around it, those of no width among them. */
export function withoutBlanks(cell: string): string {
  return cell.replace(/^[\s\u200B-\u200D\u2060\uFEFF]+|[\s\u200B-\u200D\u2060\uFEFF]+$/g, '')
}
