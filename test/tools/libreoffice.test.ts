import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { parseDocument } from 'htmlparser2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvBytes } from '#shared/release/csv.ts'
import { type Element, elementsIn, wordsIn } from '../unit/release/elements.ts'
import { aReport, rowsOf, snippetFor } from './a-report.ts'
import { commandOf, missingNote, PROGRAMS } from './programs.ts'

const folder = mkdtempSync(join(tmpdir(), 'chorus-libreoffice-'))
afterAll(() => rmSync(folder, { recursive: true }))

const soffice = commandOf(PROGRAMS.libreOffice)

/** Converts files with LibreOffice, which opens them by itself. */
function convert(kind: 'ods' | 'fods' | 'csv', ...files: readonly string[]): void {
  const settings = `-env:UserInstallation=file://${folder}/profile`
  // Its window proposes UTF-8 (76) for a file that begins with a byte order mark; without a window it has to be told.
  const said = files[0]?.endsWith('.csv') ? ['--infilter=CSV:44,34,76'] : []
  execFileSync(soffice ?? '', [settings, '--headless', ...said, '--convert-to', kind, '--outdir', folder, ...files], { stdio: 'ignore' })
}

type Cell = { readonly text: string; readonly type: string }

/** The cells of a sheet that have something in them, row by row: what is shown, and as what. */
function rowsIn(name: string): readonly (readonly Cell[])[] {
  const content = strFromU8(unzipSync(new Uint8Array(readFileSync(join(folder, `${name}.ods`))))['content.xml'] ?? new Uint8Array())
  return elementsIn(parseDocument(content, { xmlMode: true }))
    .filter((element) => element.name === 'table:table-row')
    .map((row) =>
      elementsIn(row)
        .filter(({ attribs }) => attribs['office:value-type'] !== undefined)
        // Equal cells in a row are written once.
        .flatMap((cell) => Array<Cell>(Number(cell.attribs['table:number-columns-repeated'] ?? 1)).fill(cellOf(cell))),
    )
    .filter((cells) => cells.length > 0)
}

function cellOf(cell: Element): Cell {
  const lines = elementsIn(cell).filter(({ name }) => name === 'text:p')
  return { type: cell.attribs['office:value-type'] ?? '', text: lines.map(wordsIn).join('\n') }
}

function opened(csv: Uint8Array): readonly Cell[] {
  writeFileSync(join(folder, 'labels.csv'), csv)
  convert('ods', join(folder, 'labels.csv'))
  return rowsIn('labels').flat()
}

describe.skipIf(soffice === undefined)(`a CSV file in LibreOffice${missingNote(PROGRAMS.libreOffice, soffice)}`, () => {
  it('has its letters whole and its labels as text', () => {
    const labels = ['1-5', '01', 'TRUE', '1e5', '1.0', '10:30', '1/2/2026', 'Não sei', 'قيل لي', '=1+1']

    const [heading, ...cells] = opened(
      csvBytes(
        ['label'],
        labels.map((label) => ({ label })),
      ),
    )

    expect(heading).toEqual({ type: 'string', text: 'label' })
    expect(cells.map(({ type }) => type)).toEqual(labels.map(() => 'string'))
    expect(cells.map(({ text }) => text.replace(/^'/, ''))).toEqual(labels)
  })

  it('would turn the same labels into something else without what keeps them', () => {
    const cells = opened(new TextEncoder().encode('label\n01\n1e5\n'))

    expect(cells.slice(1).map(({ type }) => type)).not.toContain('string')
  })
})

describe.skipIf(soffice === undefined)(`a report in LibreOffice${missingNote(PROGRAMS.libreOffice, soffice)}`, () => {
  let report = ''
  beforeAll(async () => {
    report = await aReport('surveys/being-heard')
  })
  afterAll(() => rmSync(dirname(report), { recursive: true, force: true }))

  it('has in the table of each question labels as text, and every number as a number', () => {
    const names = readdirSync(join(report, 'tables'))
    convert('ods', ...names.map((name) => join(report, 'tables', name)))

    expect(names.length).toBeGreaterThan(15)
    for (const name of names) {
      const sheet = rowsIn(name.replace(/\.csv$/, ''))
      const rows = rowsOf(report, join('tables', name)).map((row) => Object.values(row).filter((cell) => cell !== ''))
      expect(sheet.slice(1).map((cells) => cells.map(({ text }) => text))).toEqual(rows)
      for (const cell of sheet.slice(1).flat()) expect(cell.type).toBe(/^\d+(?:\.\d+)?$/.test(cell.text) ? 'float' : 'string')
    }
  })

  it('gives with the formula of docs/reading-a-report.md the percentage of report.csv, or says that it is not shown', () => {
    const sayOf = (answer: string) => {
      convert('fods', join(report, 'report.csv'))
      const formula = snippetFor('excel').replaceAll('"always"', `"${answer}"`).replaceAll('"', '&quot;')
      const cell = `<table:table-row><table:table-cell table:formula="msoxl:${formula}" office:value-type="string"/></table:table-row></table:table>`
      const sheet = readFileSync(join(folder, 'report.fods'), 'utf8')
        .replace('<office:document ', '<office:document xmlns:msoxl="http://schemas.microsoft.com/office/excel/formula" ')
        .replace('</table:table>', cell)
      writeFileSync(join(folder, 'formula.fods'), sheet)
      convert('csv', join(folder, 'formula.fods'))
      return readFileSync(join(folder, 'formula.csv'), 'utf8').trim().split('\n').at(-1)?.replace(/,*$/, '')
    }
    const rows = rowsOf(report, 'report.csv').filter(({ table }) => table === 'bh03')
    const shown = rows.find(({ answer, status }) => answer === 'always' && status === 'published')
    const hidden = rows.find(({ status }) => status !== 'published')

    expect(sayOf('always')).toBe(shown?.percent_of_asked)
    expect(sayOf(hidden?.answer ?? '')).toBe('not shown')
  })
})
