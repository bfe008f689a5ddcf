import { randomBytes } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createTables } from '#infra/local/create-tables.ts'
import { startDatabase } from '#infra/local/database.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { SHARDS } from '#shared/storage/repositories.ts'
import { budgeted, median, type Row, rounded } from './row.ts'

const RESPONSES = 16_000
const WRITERS = 16
const BUDGET = 50_000
const VERSION = { id: 'bench', hash: '0'.repeat(64) }

/** Writing coded responses to the embedded store and reading them back, client and server in this one process. */
export async function benchStorage(): Promise<readonly Row[]> {
  const database = await startDatabase({})
  const where = { endpoint: database.endpoint, region: 'local', credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } }
  const client = new DynamoDBClient(where)
  await createTables(client, (table) => table)
  const { responses } = connect({ ...where, responseKey: randomBytes(32), tables: { responses: 'responses' } })

  const consent = randomBytes(36)
  const writing = await secondsOf(async () => {
    const perWriter = Array.from({ length: WRITERS }, async () => {
      for (let i = 0; i < RESPONSES / WRITERS; i++) {
        await responses.store(VERSION, { id: randomBytes(16), answers: randomBytes(40), consent })
      }
    })
    await Promise.all(perWriter)
  })

  const readAll = async () => {
    const perShard = Array.from({ length: SHARDS }, async (_, shard) => {
      let count = 0
      for await (const page of responses.entries(VERSION, shard)) count += page.length
      return count
    })
    return (await Promise.all(perShard)).reduce((sum, count) => sum + count, 0)
  }
  if ((await readAll()) !== RESPONSES) throw new Error('the store did not give back every response')
  const passes = [await secondsOf(readAll), await secondsOf(readAll), await secondsOf(readAll)]
  const reading = RESPONSES / median(passes)
  client.destroy()
  await database.stop()

  const written = `${rounded(RESPONSES / writing)} responses a second (${WRITERS} writers)`
  return [
    { what: 'embedded store: writing', measured: written, ok: true },
    budgeted('embedded store: reading coded responses', reading, 'a second', { atLeast: BUDGET }, { detail: `${SHARDS} shards at once` }),
  ]
}

async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return (performance.now() - start) / 1000
}
