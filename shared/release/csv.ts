import Papa from 'papaparse'

/**
 * What a spreadsheet would run as a formula, also after white space, line breaks or apostrophes, and in full-width
 * characters. (The parser's own list misses cells of several lines.)
 */
const FORMULA = /^'*\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

const BYTE_ORDER_MARK = '\uFEFF'

export type CsvValue = string | number | undefined

/**
 * CSV as UTF-8 with a byte order mark, without which Excel takes each letter beyond ASCII for two others; lines end in \n. A text that looks like a formula gets an apostrophe in front;
 * taking one apostrophe off such a cell gives the text back. A row that lacks a column has an empty cell.
 */
export function csvBytes<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Partial<Record<Column, CsvValue>>>[],
): Uint8Array {
  const data = rows.map((row) => columns.map((column) => row[column] ?? ''))
  const text = Papa.unparse([[...columns], ...data], { newline: '\n', escapeFormulae: FORMULA })
  return new TextEncoder().encode(`${BYTE_ORDER_MARK}${text}\n`)
}
