import { readFile, stat } from 'node:fs/promises'
import Papa from 'papaparse'
import { faultCode } from '#cli/fault-code.ts'
import { InputRefused } from '#shared/problem.ts'

/** No questionnaire is larger. */
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
    throw formRefused(path, `the file cannot be read (${faultCode(thrown) ?? 'unknown fault'})`, 'Check its name and who may read it')
  }
}

/** The text of a form, without a byte order mark. Throws InputRefused when it is not UTF-8, or UTF-16 with its mark. */
export function formText(path: string, bytes: Buffer): string {
  const [first, second] = bytes
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw formRefused(path, 'the file is not UTF-8 text', 'Save it as "CSV UTF-8", or as UTF-8 text')
  }
}

/** Rows of a table of text, whatever separates its columns; tabs where `separator` says so. */
export function tableRows(text: string, separator = ''): string[][] {
  return Papa.parse<string[]>(text, { delimiter: separator, skipEmptyLines: false }).data
}

export function formRefused(file: string, message: string, remedy: string): InputRefused {
  return new InputRefused([{ code: 'form-file', file, message, remedy }])
}
