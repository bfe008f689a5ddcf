import { readFile } from 'node:fs/promises'
import { faultCode, faultInWords } from '#cli/fault-code.ts'
import { CodedError } from '#shared/problem.ts'

/** The JSON value in a text; undefined where it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The JSON value in a file of the board. Throws CodedError (`board-file`) where it cannot be read or is no JSON; `remedy` says which file to name. */
export async function readJson(file: string, remedy: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (thrown) {
    const why = faultCode(thrown) ? `cannot be read: ${faultInWords(thrown)}` : 'is not JSON, or is damaged'
    throw new CodedError('board-file', `${file} ${why}. ${remedy}.`)
  }
}
