import { faultInWords } from '#cli/fault-code.ts'
import { type OwnKey, readKeyFile, writeKeyFile } from '#functions/key-file.ts'
import { CodedError } from '#shared/problem.ts'
import { plainId } from '#shared/survey/ids.ts'

/** Makes an Ed25519 key in a new file that only its owner can read. */
export function makeKey(id: string, path: string): Promise<OwnKey> {
  return writeKeyFile(id, path).catch((thrown: unknown) => {
    throw new CodedError('board-file', `${path} cannot be written: ${faultInWords(thrown)}. Name a new file.`)
  })
}

export function readKey(path: string): Promise<OwnKey> {
  return readKeyFile(path).catch(() => {
    throw new CodedError('board-file', `${path} is no key of a board: name the file that chorus board enrol or chorus board key made.`)
  })
}

/** A name of a person in a charter. Throws with the rule. */
export function readId(text: string): string {
  const read = plainId.safeParse(text)
  if (!read.success) throw new CodedError('board-file', `"${text}" is no name for a charter: ${read.error.issues[0]?.message ?? ''}.`)
  return read.data
}
