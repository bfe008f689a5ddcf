import Papa from 'papaparse'
import { isChangedBySpreadsheet } from '#shared/spreadsheet.ts'

/**
 * Matches a text that a spreadsheet would run as a formula, also after white space, line breaks or apostrophes, and in full-width
 * characters. (The parser's own list misses cells of several lines.)
 */
const FORMULA = /^'*\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

const BYTE_ORDER_MARK = '\uFEFF'

export type CsvValue = string | number | undefined

/**
 * CSV as UTF-8 with a byte order mark, without which Excel takes each letter beyond ASCII for two others; lines end in \n. A text that a
 * spreadsheet would run as a formula, or change into a number or a date (1-5, 01, TRUE), gets an apostrophe in front and stays text;
 * taking one apostrophe off such a cell gives the text back: `textOfCell`. A row that lacks a column has an empty cell.
 */
export function csvBytes<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Partial<Record<Column, CsvValue>>>[],
): Uint8Array {
  const data = rows.map((row) => columns.map((column) => cellOf(row[column] ?? '')))
  const text = Papa.unparse([columns.map(cellOf), ...data], { newline: '\n' })
  return new TextEncoder().encode(`${BYTE_ORDER_MARK}${text}\n`)
}

function cellOf(value: string | number): string | number {
  return typeof value === 'string' && (FORMULA.test(value) || isKeptFromChange(value)) ? `'${value}` : value
}

/** Whether a text, without apostrophes in front, would be changed by a spreadsheet. Then one more is put in front, which `textOfCell` takes off. */
function isKeptFromChange(text: string): boolean {
  return isChangedBySpreadsheet(text.replace(/^'+/, ''))
}

/** The text that was written into a cell. */
export function textOfCell(cell: string): string {
  return cell.startsWith("'") && (FORMULA.test(cell.slice(1)) || isKeptFromChange(cell.slice(1))) ? cell.slice(1) : cell
}
