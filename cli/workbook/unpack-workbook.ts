import { strFromU8, unzipSync, zipSync } from 'fflate'

/**
 * As much as a workbook may unpack to, in bytes; as many places, filled or not, as its largest sheet may have; and as many rows with
 * something in them, where a larger number has no use: to read a row takes a hundred times as long as to count it.
 */
export type WorkbookLimits = { readonly mostUnpacked: number; readonly mostPlaces: number; readonly mostFilledRows?: number }

/** The workbook holds more than there can be a use for. */
export class WorkbookTooLarge extends Error {}

/**
 * The same workbook without pictures, packed anew, so that a reader can meet nothing that was not counted. Throws WorkbookTooLarge
 * for archives that grow without end, whatever their headers claim, and for cells so far out that the empty rows before
 * them would fill the memory; any other error for what is no archive.
 */
export function unpackWorkbook(bytes: Uint8Array, limits: WorkbookLimits): Uint8Array {
  const { mostUnpacked, mostPlaces, mostFilledRows = Number.POSITIVE_INFINITY } = limits
  let claimed = 0
  // No packed part unpacks to more than it claims; a part that is stored as it is takes its size in the archive, whatever it claims.
  const parts = unzipSync(bytes, {
    filter: ({ name, size, originalSize }) => {
      claimed += Math.max(size, originalSize)
      if (claimed > mostUnpacked) throw new WorkbookTooLarge()
      return name.endsWith('.xml') || name.endsWith('.xml.rels')
    },
  })
  for (const part of Object.values(parts)) {
    const { places, filledRows } = sizeOf(strFromU8(part))
    if (places > mostPlaces || filledRows > mostFilledRows) throw new WorkbookTooLarge()
  }
  return zipSync(parts, { level: 0 })
}

const IS_SHEET = /<(?:[\w.-]+:)?sheetData\b/
/** An address of a row or a cell, or the beginning of something too long to be one; and whether the cell ends there, empty. */
const ADDRESS = /(?<!\sxmlns:)\br\s*=\s*(?:"([^"]{0,30})"|'([^']{0,30})'|["'])((?:\s+\w+="[^"<>]*")*\s*\/>)?/g

type Size = { readonly places: number; readonly filledRows: number }

/** Rows by columns of a sheet, up to the last of each, and its rows with a cell that is not empty. Infinite where an address cannot be read. */
function sizeOf(xml: string): Size {
  if (!IS_SHEET.test(xml)) return { places: 0, filledRows: 0 }
  let [rows, columns, filledRows] = [0, 0, 0]
  let lastFilled: string | undefined
  for (const [, double, single, isEmpty] of xml.matchAll(ADDRESS)) {
    const [, letters, digits] = /^([A-Z]*)(\d+)$/.exec(double ?? single ?? '') ?? []
    if (letters === undefined) return { places: Number.POSITIVE_INFINITY, filledRows }
    rows = Math.max(rows, Number(digits))
    if (isEmpty) continue
    columns = Math.max(columns, columnOf(letters))
    if (letters !== '' && digits !== lastFilled) filledRows++
    if (letters !== '') lastFilled = digits
  }
  return { places: rows * columns, filledRows }
}

function columnOf(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)
}
