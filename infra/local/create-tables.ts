import {
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  type ScalarAttributeType,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { keysOf } from '../keys-of.ts'
import { type Table, type TableName, tables } from '../topology.ts'

/** Makes the topology's tables where they do not exist yet, and waits until they can be used. */
export async function createTables(client: DynamoDBClient, nameOf: (table: TableName) => string): Promise<void> {
  await Promise.all(keysOf(tables).map((name) => createTable(client, nameOf(name), tables[name])))
}

async function createTable(client: DynamoDBClient, name: string, table: Table): Promise<void> {
  const keys = [{ ...table.partition, KeyType: 'HASH' as const }, ...(table.sort ? [{ ...table.sort, KeyType: 'RANGE' as const }] : [])]
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map((key) => ({ AttributeName: key.name, AttributeType: attributeType(key.type) })),
        KeySchema: keys.map((key) => ({ AttributeName: key.name, KeyType: key.KeyType })),
      }),
    )
  } catch (thrown) {
    if (!(thrown instanceof ResourceInUseException)) throw thrown
  }
  await waitUntilTableExists({ client, maxWaitTime: 120, minDelay: 0.1, maxDelay: 5 }, { TableName: name })
}

function attributeType(type: 'text' | 'bytes'): ScalarAttributeType {
  return type === 'text' ? 'S' : 'B'
}
