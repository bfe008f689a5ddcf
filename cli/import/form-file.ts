import { isUtf8 } from 'node:buffer'
import { readFile, stat } from 'node:fs/promises'
import Papa from 'papaparse'
import { faultInWords } from '#cli/fault-code.ts'
import { decoderFor } from '#cli/responses/encoding.ts'
import { decodeByLine } from '#cli/responses/text.ts'
import { InputRefused } from '#shared/problem.ts'
import type { FormFinding } from '#shared/survey/formats/form/finding.ts'

/** Larger than any questionnaire. */
const MOST_BYTES = 5_000_000

/** The bytes of a form. Throws InputRefused when it is too large or cannot be read. */
export async function formBytes(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path)
    if (size > MOST_BYTES)
      throw formRefused(path, `the file is too large (${size} bytes)`, `A form has at most ${MOST_BYTES} bytes: take pictures out`)
    return await readFile(path)
  } catch (thrown) {
    if (thrown instanceof InputRefused) throw thrown
    throw formRefused(path, `the file cannot be read: ${faultInWords(thrown)}`, 'Check its name and who may read it')
  }
}

/**
 * The text of a form, without a byte order mark: of UTF-8, of UTF-16, and of Windows-1252 where a line is neither, as older spreadsheets
 * save. `said` is told of such lines. Throws InputRefused where the file is damaged.
 */
export function formText(path: string, bytes: Buffer, said: FormFinding[], sheet?: string): string {
  const others: number[] = []
  const wide = decoderFor(bytes)
  const whole = wide ? wide.decode(bytes) : isUtf8(bytes) ? bytes.toString('utf8') : decodeByLine(bytes, 1, (line) => others.push(line))
  if (/\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(whole) || (wide && whole.includes('\uFFFD')))
    throw formRefused(path, 'the file is damaged: it is not text throughout', 'Export it again, as UTF-8 text')
  const [row] = others
  if (row !== undefined) {
    const lines = others.length === 1 ? 'this line is' : `this line and ${others.length - 1} more are`
    said.push({
      kind: 'changed',
      ...(sheet !== undefined && { sheet }),
      row,
      message: `${lines} not UTF-8, and read as Windows-1252`,
      remedy: 'Check that letters such as é and ü are right; if not, save the file as UTF-8',
    })
  }
  return whole.replace(/^\uFEFF/, '')
}

const SEPARATORS = [',', ';', '\t'] as const
/** Rows, and characters of them, in which the separator is looked for: a sheet of a form may have a line above its headings. */
const LOOKED_AT = { rows: 5, characters: 50_000 }

/** Rows of a table of text. The separator of its columns makes the most of its first line that has several; `separator` says another. */
export function tableRows(text: string, separator = separatorOf(text)): string[][] {
  return Papa.parse<string[]>(text, { delimiter: separator, skipEmptyLines: false }).data
}

function separatorOf(text: string): string {
  const start = text.slice(0, LOOKED_AT.characters)
  const widths = SEPARATORS.map((separator) => {
    const { data } = Papa.parse<string[]>(start, { delimiter: separator, preview: LOOKED_AT.rows })
    return { separator, columns: data.map((row) => row.length) }
  })
  const columnsIn = (row: number) => widths.map(({ separator, columns }) => ({ separator, count: columns[row] ?? 1 }))
  const rows = Array.from({ length: LOOKED_AT.rows }, (_, row) => columnsIn(row))
  const deciding = rows.find((row) => row.some(({ count }) => count > 1)) ?? []
  return deciding.toSorted((a, b) => b.count - a.count)[0]?.separator ?? ','
}

/** The error for a form that cannot be read. */
export function formRefused(file: string, message: string, remedy: string): InputRefused {
  return new InputRefused([{ code: 'form-file', file, message, remedy }])
}
