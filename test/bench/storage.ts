import { randomBytes } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { startDatabase } from '#infra/local/database.ts'
import { createTables } from '#infra/local/tables.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'
import { SHARDS } from '#shared/storage/repositories.ts'

const RESPONSES = 16_000
const WRITERS = 16
const BUDGET = 50_000
const VERSION = { id: 'bench', hash: '0'.repeat(64) }

/** Writing coded responses to the embedded store and reading them back, client and server in this one process. */
export async function benchStorage(): Promise<{ lines: string[]; ok: boolean }> {
  process.env.AWS_ACCESS_KEY_ID ??= 'bench'
  process.env.AWS_SECRET_ACCESS_KEY ??= 'bench'
  const database = await startDatabase({})
  const where = { endpoint: database.endpoint, region: 'local' }
  const client = new DynamoDBClient(where)
  await createTables(client, (table) => table)
  const { responses } = connect({ ...where, tables: { responses: 'responses' } })

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
      for await (const page of responses.answers(VERSION, shard)) count += page.length
      return count
    })
    return (await Promise.all(perShard)).reduce((sum, count) => sum + count, 0)
  }
  if ((await readAll()) !== RESPONSES) throw new Error('the store did not give back every response')
  const passes = [await secondsOf(readAll), await secondsOf(readAll), await secondsOf(readAll)]
  const reading = RESPONSES / (passes.toSorted((a, b) => a - b)[1] ?? Number.POSITIVE_INFINITY)
  client.destroy()
  await database.stop()

  return {
    lines: [
      `storage: writes ${Math.round(RESPONSES / writing)} responses a second (${WRITERS} writers)`,
      `storage: reads ${Math.round(reading)} coded responses a second over ${SHARDS} shards (budget ${BUDGET})`,
    ],
    ok: reading >= BUDGET,
  }
}

async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return (performance.now() - start) / 1000
}
