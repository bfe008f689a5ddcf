import { createHash } from 'node:crypto'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { StorageError } from './error.ts'

type Environment = Readonly<Record<string, string | undefined>>

const SECRET = /^CHORUS_SECRET_/
const ADDRESS = /^arn:aws[a-z-]*:secretsmanager:/

/** 381 random bits: what a deployment has the service make. */
const GENERATED = /^[A-Za-z0-9]{64}$/

/**
 * The environment with every secret in it: a `CHORUS_SECRET_...` that names a secret of Secrets Manager is replaced by
 * that secret's 32 bytes, in base64. One that is there already stays. Throws StorageError when one cannot be read.
 */
export async function withSecrets(environment: Environment): Promise<Environment> {
  const named = Object.entries(environment).filter(([name, value]) => SECRET.test(name) && ADDRESS.test(value ?? ''))
  if (named.length === 0) return environment
  const client = new SecretsManagerClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  })
  try {
    const read = named.map(async ([name, arn]) => [name, keyOf(await readSecret(client, arn), name)] as const)
    return { ...environment, ...Object.fromEntries(await Promise.all(read)) }
  } finally {
    client.destroy()
  }
}

/** The same, read at the first time it is asked for; what could not be read is read again at the next. */
export function secretsOnce(environment: Environment): () => Promise<Environment> {
  let read: Promise<Environment> | undefined
  return async () => {
    read ??= withSecrets(environment)
    try {
      return await read
    } catch (failed) {
      read = undefined
      throw failed
    }
  }
}

async function readSecret(client: SecretsManagerClient, arn: string | undefined): Promise<string | undefined> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString
  } catch {
    throw new StorageError('Unavailable', 'a secret could not be read')
  }
}

/** The service makes text and no bytes; SHA-256 makes a key of it. Anything else there is not what was deployed. */
function keyOf(generated: string | undefined, name: string): string {
  if (!generated || !GENERATED.test(generated)) {
    throw new StorageError('Unexpected', `${name} is not the secret that was deployed: put back the version before this one`)
  }
  return createHash('sha256').update(generated).digest('base64')
}
