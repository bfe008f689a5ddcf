import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LOG_KEY, readKeyFile } from '#functions/key-file.ts'
import { CodedError } from '#shared/problem.ts'

/** The key with which the log of the data folder's board signs, PKCS #8 in base64. Undefined where it is kept elsewhere. */
export async function readLogKey(boardFolder: string): Promise<string | undefined> {
  const path = join(boardFolder, LOG_KEY)
  if (!existsSync(path)) return undefined
  const { privateKey } = await readKeyFile(path).catch(() => {
    throw new CodedError('board-file', `${path} is no key of a log: put back the copy you kept.`)
  })
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
}
