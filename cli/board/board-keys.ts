import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import * as z from 'zod'
import { faultInWords } from '#cli/fault-code.ts'
import { CodedError } from '#shared/problem.ts'
import { plainId } from '#shared/survey/ids.ts'

const keyFile = z.strictObject({ format: z.literal('chorus-key/1'), id: z.string(), privateKey: z.base64() })

/** Somebody's own key, and the name under which the charter knows it. */
export type OwnKey = { readonly id: string; readonly privateKey: KeyObject }

/** Makes an Ed25519 key in a new file that only its owner can read. */
export async function makeKey(id: string, path: string): Promise<OwnKey> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const bytes = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
  const text = `${JSON.stringify({ format: 'chorus-key/1', id, privateKey: bytes }, undefined, 2)}\n`
  await writeFile(path, text, { flag: 'wx', mode: 0o600 }).catch((thrown: unknown) => {
    throw new CodedError('board-file', `${path} cannot be written: ${faultInWords(thrown)}. Name a new file.`)
  })
  return { id, privateKey }
}

export async function readKey(path: string): Promise<OwnKey> {
  try {
    const { id, privateKey } = keyFile.parse(JSON.parse(await readFile(path, 'utf8')))
    const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' })
    z.literal('ed25519').parse(key.asymmetricKeyType)
    return { id, privateKey: key }
  } catch {
    throw new CodedError('board-file', `${path} is no key of a board: name the file that chorus board enrol or chorus board key made.`)
  }
}

/** A name of a person in a charter. Throws with the rule. */
export function readId(text: string): string {
  const read = plainId.safeParse(text)
  if (!read.success) throw new CodedError('board-file', `"${text}" is no name for a charter: ${read.error.issues[0]?.message ?? ''}.`)
  return read.data
}
