import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { CodedError } from '#shared/problem.ts'

const keyFile = z.looseObject({ format: z.literal('chorus-key/1'), privateKey: z.base64() })

/** The key with which the log of the data folder's board signs, as `chorus board init` made it. Undefined where it is kept elsewhere. */
export async function readLogKey(boardFolder: string): Promise<string | undefined> {
  const path = join(boardFolder, 'log.key')
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined
    throw thrown
  })
  if (text === undefined) return undefined
  try {
    return keyFile.parse(JSON.parse(text)).privateKey
  } catch {
    throw new CodedError('board-file', `${path} is no key of a log: put back the copy you kept.`)
  }
}
