import { faultInWords } from '#cli/fault-code.ts'
import { type OwnKey, readKeyFile, writeKeyFile } from '#functions/key-file.ts'
import { CodedError } from '#shared/problem.ts'
import { plainId } from '#shared/survey/ids.ts'

/** Makes an Ed25519 key in a new file that only its owner can read. */
export function makeKey(id: string, path: string): Promise<OwnKey> {
  return writeKeyFile(id, path).catch((thrown: unknown) => {
    throw new CodedError('board-file', `${path} cannot be written: ${faultInWords(thrown)}. Name a new file with --key.`)
  })
}

/** Somebody's own key, from its file. Throws CodedError (`board-file`). */
export function readKey(path: string): Promise<OwnKey> {
  return readKeyFile(path).catch(() => {
    throw new CodedError(
      'board-file',
      `${path} is missing, or is no key of a board. Name the file that chorus board enrol or chorus board key made with --key.`,
    )
  })
}

/** The id of a person in a charter, such as river. Throws CodedError (`board-file`) with the rule for ids. */
export function readId(text: string): string {
  const read = plainId.safeParse(text)
  if (!read.success) throw new CodedError('board-file', `"${text}" cannot be a name in a charter: ${read.error.issues[0]?.message ?? ''}.`)
  return read.data
}
