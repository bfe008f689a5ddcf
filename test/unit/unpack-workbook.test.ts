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

  it('is given back where it is small enough', () => {
    expect(unpackWorkbook(archive(900, { level: 0, claims: 900 }), LIMITS).length).toBeGreaterThan(900)
  })
})
