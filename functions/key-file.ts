import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import * as z from 'zod'

const keyFile = z.strictObject({ format: z.literal('chorus-key/1'), id: z.string(), privateKey: z.base64() })

/** Somebody's own key, and the name under which the charter knows it. */
export type OwnKey = { readonly id: string; readonly privateKey: KeyObject }

/** Makes an Ed25519 key in a new file that only its owner can read. Throws what the file system says. */
export async function writeKeyFile(id: string, path: string): Promise<OwnKey> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const bytes = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
  const text = `${JSON.stringify({ format: 'chorus-key/1', id, privateKey: bytes }, undefined, 2)}\n`
  await writeFile(path, text, { flag: 'wx', mode: 0o600 })
  return { id, privateKey }
}

/** Throws when the file is not there, or is no key. */
export async function readKeyFile(path: string): Promise<OwnKey> {
  const { id, privateKey } = keyFile.parse(JSON.parse(await readFile(path, 'utf8')))
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  z.literal('ed25519').parse(key.asymmetricKeyType)
  return { id, privateKey: key }
}

/** In the folder of the board: the key with which the log signs how long the ledger is. */
export const LOG_KEY = 'log.key'

/** In the folder of a made-up board: the keys of its members, by their names. */
export const DEMONSTRATION_KEYS = 'demonstration'
