import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { csvBytes, textOfCell } from '#shared/release/csv.ts'

const write = (text: string) => new TextDecoder('utf-8', { fatal: true }).decode(csvBytes(['id', 'text'], [{ id: 'x', text }]))
const read = (csv: string) => Papa.parse<string[]>(csv, { newline: '\n', skipEmptyLines: true }).data

const nasty = fc.string({
  unit: fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '\t',
    '\r',
    '\n',
    '"',
    "'",
    ',',
    ';',
    ' ',
    '\u00A0',
    '\uFEFF',
    '\uFF1D',
    '\uFF20',
    '1',
    'a',
    'é',
    'م',
    '\u202E',
    '😀',
  ),
})

describe('a CSV file', () => {
  it('gives every text back, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'grapheme' })), (text) => {
        expect(read(write(text)).at(1)?.map(textOfCell)).toEqual(['x', text])
      }),
      { numRuns: 1000 },
    )
  })

  it('holds no cell that a spreadsheet would run as a formula', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const cell = read(write(text)).at(1)?.at(1) ?? ''
        expect(cell.trimStart()).not.toMatch(/^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/)
        expect(cell).not.toMatch(/^[\t\r\n]/)
      }),
      { numRuns: 1000 },
    )
  })

  it.each(['=1+1\nfoo', ' =1+1', '\n=1+1', '＝1+1', '@SUM(A1)', '-2+3', '\t=1', '\u00A0=1'])('defuses %j', (text) => {
    expect(read(write(text)).at(1)?.at(1)).toBe(`'${text}`)
  })

  it('keeps the order of right-to-left and combined text, and leaves ordinary text alone', () => {
    expect(write('قيل لي "لا", ثم نعم')).toBe('id,text\nx,"قيل لي ""لا"", ثم نعم"\n')
    expect(write("Don't know - yet")).toBe("id,text\nx,Don't know - yet\n")
  })

  it('is UTF-8 with a byte order mark, ends lines in \\n, leaves missing cells empty and numbers as they are', () => {
    const bytes = csvBytes(['a', 'b', 'c'], [{ a: -1.5, c: 0 }, { b: 'é' }])

    expect(Buffer.from(bytes).toString('latin1')).toBe('\u00EF\u00BB\u00BFa,b,c\n-1.5,,0\n,\u00C3\u00A9,\n')
  })

  it.each(['1-5', '01', 'TRUE', 'false', '1e5', '1.0', '2.5', '1/2', '10:30', 'MAR1', '5%', '12345678901234567', '2-2026'])(
    'keeps the label %s as text',
    (label) => {
      expect(read(write(label)).at(1)?.at(1)).toBe(`'${label}`)
      expect(textOfCell(`'${label}`)).toBe(label)
    },
  )

  it.each(['1', '10', '0', '2026-01-05', '18_24', 'yes', '~pns', "'t is so", 'Mary', '75+', 'may', '1 to 5'])(
    'leaves %s alone',
    (label) => {
      expect(read(write(label)).at(1)?.at(1)).toBe(label)
    },
  )

  it('is a header alone when there are no rows', () => {
    expect(new TextDecoder().decode(csvBytes(['a', 'b'], []))).toBe('a,b\n')
  })
})
