import { readdir, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { isOldWorkbook, isZip, readSheets } from '#cli/workbook/read-sheets.ts'
import { WorkbookTooLarge } from '#cli/workbook/unpack-workbook.ts'
import type { FormFinding } from '#shared/survey/formats/form/finding.ts'
import { sheetsUnderNames, workbookFromMarkdown } from '#shared/survey/formats/xlsform/markdown.ts'
import type { Workbook } from '#shared/survey/formats/xlsform/sheet.ts'
import { formBytes, formRefused, formText, tableRows } from './form-file.ts'

/** More than any questionnaire has. */
const MOST_ROWS = 5_000
const MOST_COLUMNS = 200
/**
 * A few hundred questions unpack to less, pictures included. Some spreadsheets colour every row that there can be, and some forms have
 * formulas that give nothing far below their last row.
 */
const LIMITS = { mostUnpacked: 40_000_000, mostPlaces: 30_000_000, mostFilledRows: 10 * MOST_ROWS }

/** Reads an XLSForm: a workbook (.xlsx), a folder with survey.csv and choices.csv, or Markdown tables (.md). Throws InputRefused. */
export async function readWorkbook(path: string, said: FormFinding[] = []): Promise<Workbook> {
  return limited(path, await read(path, said))
}

/** One file for all sheets: the first cell of a row names a sheet, and the rows under it, whose first cell is empty, belong to it. */
export function workbookOfCsv(path: string, text: string): Workbook {
  return limited(path, oneCsv(path, text))
}

function limited(path: string, whole: Workbook): Workbook {
  const workbook = new Map([...whole].map(([sheet, rows]) => [sheet, withoutEmptyEnds(rows)]))
  for (const [sheet, rows] of workbook) {
    if (rows.length > MOST_ROWS || rows.some((row) => row.length > MOST_COLUMNS))
      throw formRefused(
        path,
        `the sheet "${sheet}" has ${rows.length} rows and ${Math.max(...rows.map((row) => row.length))} columns`,
        `A form has at most ${MOST_ROWS} rows and ${MOST_COLUMNS} columns: is it the right file?`,
      )
  }
  return workbook
}

async function read(path: string, said: FormFinding[]): Promise<Workbook> {
  if (await isFolder(path)) return csvFolder(path, said)
  const bytes = await formBytes(path)
  const extension = extname(path).toLowerCase()
  if ((extension === '.xls' && !isZip(bytes)) || isOldWorkbook(bytes))
    throw formRefused(
      path,
      'this is a workbook of the old kind (.xls), or one that is locked with a password',
      'Open it in a spreadsheet and save it as .xlsx, without a password',
    )
  if (extension === '.md') return workbookFromMarkdown(formText(path, bytes, said))
  if (extension === '.ods')
    throw formRefused(path, 'this is a workbook of another kind (.ods)', 'Open it in a spreadsheet and save it as .xlsx')
  if (!isZip(bytes))
    throw formRefused(path, 'this is no .xlsx workbook', 'Name an .xlsx file, a folder with survey.csv and choices.csv, or a .md file')
  return xlsx(path, bytes)
}

async function xlsx(path: string, bytes: Buffer): Promise<Workbook> {
  try {
    return await readSheets(bytes, LIMITS)
  } catch (thrown) {
    if (thrown instanceof WorkbookTooLarge)
      throw formRefused(
        path,
        'the workbook is far too large for a form',
        'Copy the sheets of the form, up to their last rows and columns, into a new workbook',
      )
    throw formRefused(
      path,
      'the workbook cannot be read: it is damaged, or written in a way that is not read here',
      'Open it in a spreadsheet, and save it as a new .xlsx file',
    )
  }
}

/** Without empty rows and cells at the end, which spreadsheets keep where they have a colour. */
function withoutEmptyEnds(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const last = rows.findLastIndex((row) => row.some((cell) => cell.trim() !== ''))
  return rows.slice(0, last + 1).map((row) => row.slice(0, row.findLastIndex((cell) => cell.trim() !== '') + 1))
}

function oneCsv(path: string, text: string): Workbook {
  const sheets = sheetsUnderNames(tableRows(text))
  if (![...sheets.keys()].some((name) => name.trim().toLowerCase() === 'survey'))
    throw formRefused(path, 'one table is not a whole form', 'Put survey.csv and choices.csv into a folder, and name the folder')
  return sheets
}

async function csvFolder(path: string, said: FormFinding[]): Promise<Workbook> {
  const names = (await readdir(path)).filter((name) => /\.csv$/i.test(name)).toSorted()
  const sheets = await Promise.all(
    names.map(async (name): Promise<[string, string[][]]> => {
      const text = formText(join(path, name), await formBytes(join(path, name)), said, name)
      return [basename(name, extname(name)), tableRows(text)]
    }),
  )
  if (!sheets.some(([name]) => name.toLowerCase() === 'survey'))
    throw formRefused(path, 'there is no survey.csv in it', 'Save the sheets as survey.csv and choices.csv')
  return new Map(sheets)
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}
