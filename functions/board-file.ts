import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError } from '#shared/problem.ts'
import { sha256Hex } from '#shared/survey/ids.ts'

/** In the folder of the board: the hash of its founding charter, which `chorus board found` writes. */
const FILE = 'founding-charter.sha256'

/** Which board decides in this data folder. Undefined before one was founded; throws when the file says nothing sensible. */
export async function readBoard(folder: string): Promise<string | undefined> {
  const path = join(folder, FILE)
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined
    throw thrown
  })
  if (text === undefined) return undefined
  const read = sha256Hex.safeParse(text.trim())
  if (!read.success) throw new CodedError('board-file', `${path} does not hold the hash of a charter: put back the copy you kept.`)
  return read.data
}

/** Names the board of a data folder, once: another one is never written over it. */
export async function writeBoard(folder: string, board: string): Promise<void> {
  await writeFile(join(folder, FILE), `${board}\n`, { flag: 'wx' })
}
