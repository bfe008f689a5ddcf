import type { Workbook } from './sheet.ts'

/** Reads the tables in which XLSForms are written in discussions and tests. */
export function workbookFromMarkdown(text: string): Workbook {
  const rows = text.split(/\r?\n/).flatMap((line) => {
    const match = /^\s*\|(.*)\|[^|]*$/.exec(line)
    const cells = match && (match[1] ?? '').split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
    const isRule = cells?.every((cell) => /^[-: ]*$/.test(cell)) && cells.some((cell) => cell.includes('-'))
    return cells && !isRule ? [cells] : []
  })
  return sheetsUnderNames(rows)
}

/** Sheets one under the other: a row with a filled first cell names a sheet, and the rows under it are its headings and its rows. */
export function sheetsUnderNames(rows: readonly (readonly string[])[]): Workbook {
  const sheets = new Map<string, string[][]>()
  let open: string[][] | undefined
  for (const [first = '', ...rest] of rows) {
    if (first.trim() !== '') {
      open = []
      sheets.set(first.trim(), open)
      if (rest.some((cell) => cell.trim() !== '')) open.push(rest)
    } else open?.push(rest)
  }
  return sheets
}
