import { strToU8, zipSync } from 'fflate'

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** A cell: text, a number, a yes or no, or what a formula gave when the workbook was saved. */
type XlsxCell = string | number | boolean | { readonly formula: string; readonly gave: string }

type XlsxSheets = Readonly<Record<string, readonly (readonly XlsxCell[])[]>>

/** A workbook as spreadsheets write it. `extra`: further parts of the archive, or others in place of these. */
export function xlsx(sheets: XlsxSheets, extra: Readonly<Record<string, string>> = {}): Uint8Array {
  const names = Object.keys(sheets)
  const files: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
    ...Object.fromEntries(names.map((name, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheets[name] ?? [])])),
    ...extra,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}

/** The same archive, whose list of contents says that a part unpacks to so many bytes. */
export function claiming(archive: Uint8Array, name: string, size: number): Uint8Array {
  const bytes = Buffer.from(archive)
  // In the list, which comes last, a name stands 22 bytes behind the size of what it names.
  bytes.writeUInt32LE(size, bytes.lastIndexOf(name) - 22)
  return new Uint8Array(bytes)
}

function sheetXml(rows: readonly (readonly XlsxCell[])[]): string {
  const cells = (row: readonly XlsxCell[], at: number) => row.map((cell, i) => cellXml(`${letters(i)}${at + 1}`, cell)).join('')
  return `<worksheet xmlns="${MAIN}"><sheetData>${rows.map((row, at) => `<row r="${at + 1}">${cells(row, at)}</row>`).join('')}</sheetData></worksheet>`
}

function cellXml(at: string, cell: XlsxCell): string {
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`
  if (typeof cell === 'string') return `<c r="${at}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`
  return `<c r="${at}" t="str"><f>${escaped(cell.formula)}</f><v>${escaped(cell.gave)}</v></c>`
}

function letters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : `${letters(Math.floor(index / 26) - 1)}${letter}`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
