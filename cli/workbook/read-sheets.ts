import readExcel from 'read-excel-file/node'
import { unpackWorkbook, type WorkbookLimits } from './unpack-workbook.ts'

/** The rows of each sheet of an .xlsx workbook, by its name. Throws WorkbookTooLarge, or any other error for what cannot be read. */
export async function readSheets(bytes: Uint8Array, limits: WorkbookLimits): Promise<Map<string, string[][]>> {
  const sheets = await readExcel(Buffer.from(unpackWorkbook(bytes, limits)))
  return new Map(sheets.map(({ sheet, data }) => [sheet, data.map((row) => row.map(textOf))]))
}

export function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])
}

/** A workbook of the old kind (.xls), or a newer one that is locked with a password. */
export function isOldWorkbook(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte)
}

/** Numbers as people typed them, days as a day, a yes or no as spreadsheets and pyxform write it. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell)
}
