import { writeFile } from 'node:fs/promises'
import { faultCode, faultInWords } from '#cli/fault-code.ts'
import { CodedError } from '#shared/problem.ts'

/** Writes a file that does not exist yet. Throws CodedError (`folder-taken`) where it exists or cannot be written: no file is ever replaced. */
export async function writeNewFile(file: string, content: string | Uint8Array, mode = 0o666): Promise<void> {
  await writeFile(file, content, { flag: 'wx', mode }).catch((thrown: unknown) => {
    if (faultCode(thrown) === 'EEXIST')
      throw new CodedError('folder-taken', `${file} is there already. Name another file with --out: no file is replaced.`)
    throw new CodedError('folder-taken', `${file} cannot be written: ${faultInWords(thrown)}. Name another file with --out.`)
  })
}
