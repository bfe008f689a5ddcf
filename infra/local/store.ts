import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { checkClock } from '#shared/retention/clock.ts'
import { connectKeepingLog } from '#shared/storage/dynamodb/connect-keeping-log.ts'
import { type Addresses, environmentOf } from '../environment.ts'
import { type BucketName, type FunctionName, functions, type OperatorName, operators } from '../topology.ts'
import { type Credentials, issueCredentials } from './callers.ts'
import { createTables } from './create-tables.ts'
import type { DataFolder } from './data-folder.ts'
import { startDatabase } from './database.ts'
import { removeExpired } from './expiry.ts'
import { repack } from './repack.ts'
import { loadSecrets } from './secret-files.ts'
import type { Undo } from './undo.ts'

const REGION = 'local'

/** Gives the environment in which a function or a person reaches exactly the stores that the topology lists for them. */
type EnvironmentFor = (who: FunctionName | OperatorName) => Record<string, string>

export type Store = {
  readonly environmentFor: EnvironmentFor
  /** New credentials that add a story where none lies. */
  madeUpTeller(): Credentials
  /** Throws ClockJumped when nothing may be deleted by this day. */
  checkClock(now: Date): Promise<void>
  removeExpired(now: Date): Promise<void>
  /** Writes the database, as it is at one moment, to a new folder. */
  copyDatabase(path: string): Promise<void>
}

/** Secrets, database and bucket of a data folder, and everyone's own way to them. */
export async function openStore(folder: DataFolder, board: string | undefined, undo: Undo): Promise<Store> {
  await repack(folder.database, { keepOld: true })
  undo.add(() => repack(folder.database))
  // Nothing is on its way between two steps of a workflow while nothing runs.
  await rm(folder.partials, { recursive: true, force: true })
  await mkdir(folder.partials, { mode: 0o700 })
  undo.add(() => rm(folder.partials, { recursive: true, force: true }))
  // Answers are never kept without the secrets that key them, so secrets are made first and only for a new database.
  const secret = await loadSecrets(folder.secrets, !existsSync(folder.database))
  const { credentials, madeUpTeller, permits } = issueCredentials()
  const database = await startDatabase({ path: folder.database, permits })
  undo.add(() => database.stop())

  const client = new DynamoDBClient({ endpoint: database.endpoint, region: REGION, credentials: credentials('deployment') })
  undo.add(() => client.destroy())
  await createTables(client, (table) => table)
  const keepingLog = connectKeepingLog({
    tables: { community: 'community' },
    endpoint: database.endpoint,
    region: REGION,
    credentials: credentials('deployment'),
  })

  const bucket = (name: BucketName) => pathToFileURL(`${folder[name]}/`).href
  const addresses: Addresses = { table: (table) => table, bucket, secret, board }
  return {
    environmentFor: (who) => ({
      ...environmentOf({ ...functions, ...operators }[who], addresses),
      ...connection(database.endpoint, credentials(who)),
    }),
    madeUpTeller,
    checkClock: (now) => checkClock(keepingLog, now.toISOString().slice(0, 10)),
    removeExpired: (now) => removeExpired(client, now),
    copyDatabase: (path) => database.copyTo(path),
  }
}

function connection(endpoint: string, { accessKeyId, secretAccessKey }: Credentials): Record<string, string> {
  return { AWS_ENDPOINT_URL: endpoint, AWS_REGION: REGION, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
}
