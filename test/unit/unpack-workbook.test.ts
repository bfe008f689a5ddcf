import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { unpackWorkbook, WorkbookTooLarge } from '#cli/workbook/unpack-workbook.ts'
import { claiming } from './xlsx-file.ts'

const LIMITS = { mostUnpacked: 1_000, mostPlaces: 10 }

/** An archive with one part of so many letters, which claims to unpack to `claims`. */
function archive(letters: number, { level, claims }: { level: 0 | 9; claims: number }): Uint8Array {
  return claiming(zipSync({ 'xl/a.xml': strToU8('x'.repeat(letters)) }, { level }), 'xl/a.xml', claims)
}

describe('a workbook that is unpacked', () => {
  it.each([
    ['packed, with its true size', { level: 9, claims: 2_000 }],
    ['stored as it is, with its true size', { level: 0, claims: 2_000 }],
    ['stored as it is, with a claim of nothing', { level: 0, claims: 0 }],
  ] as const)('is refused when it is larger than the limit: %s', (_, part) => {
    expect(() => unpackWorkbook(archive(2_000, part), LIMITS)).toThrow(WorkbookTooLarge)
  })

  it('is refused when more rows have something in them than the limit: rows that have a colour alone are not counted', () => {
    const sheet = (rows: number) =>
      zipSync({ 'xl/a.xml': strToU8(`<sheetData>${'<row r="1"><c r="A1"><v>1</v></c><c r="B1"/></row>'}${rowsOf(rows)}</sheetData>`) })
    const rowsOf = (rows: number) =>
      Array.from(
        { length: rows },
        (_, at) => `<row r="${at + 2}"><c r="A${at + 2}" s="1"/>${at < 2 ? `<c r="B${at + 2}"><v>1</v></c>` : ''}</row>`,
      ).join('')
    const limits = { mostUnpacked: 10_000, mostPlaces: 1_000 }

    expect(unpackWorkbook(sheet(20), { ...limits, mostFilledRows: 3 }).length).toBeGreaterThan(0)
    expect(() => unpackWorkbook(sheet(20), { ...limits, mostFilledRows: 2 })).toThrow(WorkbookTooLarge)
  })

  it('is given back where it is small enough', () => {
    expect(unpackWorkbook(archive(900, { level: 0, claims: 900 }), LIMITS).length).toBeGreaterThan(900)
  })
})
