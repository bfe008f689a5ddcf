import { type AttributeValue, DeleteItemCommand, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { keysOf } from '../keys-of.ts'
import { type Table, tables } from '../topology.ts'

/** Removes expired items, as DynamoDB does by itself and the embedded database does not. */
export async function removeExpired(client: DynamoDBClient, now: Date): Promise<void> {
  for (const name of keysOf(tables)) {
    const table: Table = tables[name]
    const keys = [table.partition, ...(table.sort ? [table.sort] : [])].map((key) => key.name)
    if (table.expires) await removeFrom(client, name, keys, table.expires, Math.floor(now.getTime() / 1000))
  }
}

async function removeFrom(client: DynamoDBClient, table: string, keys: readonly string[], expires: string, seconds: number): Promise<void> {
  const names = { '#expires': expires, ...Object.fromEntries(keys.map((key) => [`#${key}`, key])) }
  const values = { ':now': { N: String(seconds) } }
  let from: Record<string, AttributeValue> | undefined
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        ProjectionExpression: keys.map((key) => `#${key}`).join(', '),
        FilterExpression: '#expires <= :now',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ExclusiveStartKey: from,
      }),
    )
    for (const item of page.Items ?? []) {
      await client.send(new DeleteItemCommand({ TableName: table, Key: item }))
    }
    from = page.LastEvaluatedKey
  } while (from)
}
