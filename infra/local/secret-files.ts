import { randomBytes } from 'node:crypto'
import { chmod, mkdir } from 'node:fs/promises'
import { CodedError } from '#shared/problem.ts'
import { publicStoryKey } from '#shared/response/story.ts'
import { folderBucket } from '#shared/storage/folder-bucket.ts'
import { keysOf } from '../keys-of.ts'
import { type SecretName, secrets } from '../topology.ts'

/** Gives base64. */
export type Secrets = (name: SecretName, half: 'secret' | 'public') => string

const BYTES = 32

/**
 * Reads the secrets of a deployment from a folder that only its owner can open. A new deployment makes its own, on the
 * disk before anything is keyed with them. A secret that is missing later is never replaced, as what it keys would be lost; but for one that
 * keys no answer.
 */
export async function loadSecrets(folder: string, mayMake: boolean): Promise<Secrets> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const kept = folderBucket(folder)
  const values = new Map<SecretName, Uint8Array>()
  for (const name of keysOf(secrets)) {
    if (mayMake || 'mayBeMadeAnew' in secrets[name]) await kept.put(`${name}.key`, randomBytes(BYTES))
    const value = await kept.read(`${name}.key`)
    if (value?.length !== BYTES) {
      throw new CodedError(
        'secret-missing',
        `the secret ${folder}/${name}.key is missing or damaged: put back the copy you kept, as answers are keyed with it`,
      )
    }
    values.set(name, value)
  }
  return (name, half) => {
    const value = values.get(name)
    if (!value) throw new Error(`there is no secret ${name}`)
    if (half === 'secret') return Buffer.from(value).toString('base64')
    if (secrets[name].kind !== 'x25519') throw new Error(`secret ${name} has no public half`)
    return Buffer.from(publicStoryKey(value)).toString('base64')
  }
}
