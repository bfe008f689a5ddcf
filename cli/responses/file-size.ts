import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { faultInWords } from '#cli/fault-code.ts'
import { InputRefused } from '#shared/problem.ts'

/** The size of a responses file in bytes. Throws InputRefused when it is no file that can be read. */
export async function sizeOf(file: string): Promise<number> {
  const refused = (message: string) =>
    new InputRefused([{ code: 'responses-file', file, message, remedy: 'Name the file of responses (CSV or .xlsx) with --responses' }])
  const found = await stat(file).catch((thrown: unknown) => {
    throw refused(faultInWords(thrown))
  })
  if (!found.isFile()) throw refused('this is not a file')
  await access(file, constants.R_OK).catch((thrown: unknown) => {
    throw refused(faultInWords(thrown))
  })
  return found.size
}
