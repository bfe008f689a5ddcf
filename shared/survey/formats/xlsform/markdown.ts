import type { Workbook } from './sheet.ts'

/**
 * Reads the tables in which XLSForms are written in discussions and tests: a row with one filled cell names a sheet, and
 * the rows under it, whose first cell is empty, are its headings and its rows.
 */
export function workbookFromMarkdown(text: string): Workbook {
  const sheets = new Map<string, string[][]>()
  let rows: string[][] | undefined
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*\|(.*)\|[^|]*$/.exec(line)
    if (!match) continue
    const cells = (match[1] ?? '').split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
    if (cells.every((cell) => /^[-: ]*$/.test(cell)) && cells.some((cell) => cell.includes('-'))) continue
    const [first = '', ...rest] = cells
    if (first !== '') {
      rows = []
      sheets.set(first, rows)
      if (rest.some((cell) => cell !== '')) rows.push(rest)
    } else rows?.push(rest)
  }
  return sheets
}
