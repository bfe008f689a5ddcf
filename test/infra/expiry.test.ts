import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startDatabase } from '#infra/local/database.ts'
import { removeExpired } from '#infra/local/expiry.ts'
import { createTables } from '#infra/local/tables.ts'
import { connect } from '#shared/storage/dynamodb/connect.ts'

describe('expired drafts', () => {
  it('are removed from the embedded database, and no others', async () => {
    const database = await startDatabase({})
    onTestFinished(() => database.stop())
    const where = { endpoint: database.endpoint, region: 'local', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }
    const client = new DynamoDBClient(where)
    await createTables(client, (table) => table)
    const { drafts } = connect({ ...where, tables: { drafts: 'drafts' } })
    const aDraft = (first: number, expires: number) => ({
      id: Uint8Array.of(first, ...new Uint8Array(15)),
      ciphertext: Uint8Array.of(1),
      revision: 1,
      expires,
    })
    const [expired, alive] = [aDraft(1, 1000), aDraft(2, 1001)]
    await drafts.create(expired)
    await drafts.create(alive)

    await removeExpired(client, new Date(1_000_500))

    // `now` is 0: what is still stored is found.
    expect(await drafts.read(expired.id, 0)).toBeUndefined()
    expect(await drafts.read(alive.id, 0)).toStrictEqual(alive)
    client.destroy()
  })
})
