import writeExcel from 'write-excel-file/node'
import { InputRefused, type Problem } from '#shared/problem.ts'
import type { Workbook } from '#shared/survey/formats/xlsform/sheet.ts'

/** The most characters that a cell of a spreadsheet can hold. */
const MOST_CHARACTERS = 32_767

/** A workbook as the bytes of an .xlsx file: every cell is text, so nothing in it is ever a formula. Throws InputRefused. */
export async function workbookBytes(workbook: Workbook, file: string): Promise<Buffer> {
  const tooLong = [...workbook].flatMap(([sheet, rows]) =>
    rows.flatMap((row, i) => row.flatMap((cell, at) => longCell(file, sheet, rows, { cell, i, at }))),
  )
  if (tooLong.length > 0) throw new InputRefused(tooLong)
  const sheets = [...workbook].map(([sheet, rows]) => ({
    sheet,
    stickyRowsCount: 1,
    data: rows.map((row, i) =>
      row.map((value) => (value === '' ? null : { value: escaped(value), type: String, ...(i === 0 && { fontWeight: 'bold' as const }) })),
    ),
  }))
  return writeExcel(sheets).toBuffer()
}

function longCell(
  file: string,
  sheet: string,
  rows: Workbook extends ReadonlyMap<string, infer Rows> ? Rows : never,
  { cell, i, at }: { readonly cell: string; readonly i: number; readonly at: number },
): Problem[] {
  if (cell.length <= MOST_CHARACTERS) return []
  return [
    {
      code: 'form-file',
      file: `${file} [${sheet}]`,
      line: i + 1,
      column: rows[0]?.[at] ?? '',
      message: `a text of ${cell.length} characters does not fit into a cell`,
      remedy: `Shorten it to ${MOST_CHARACTERS}`,
    },
  ]
}

/** In a cell, `_x0041_` stands for a letter: where a text itself says so, its first sign is written in this way. */
function escaped(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}
