import { type AttributeValue, DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { startDatabase } from '#infra/local/database.ts'

export type StoredItem = { readonly table: string; readonly item: Readonly<Record<string, AttributeValue>> }

/**
 * Everything that lies in the database of a stopped deployment, as someone who took the disk would read it: no gate
 * stands before it, and every table is scanned, those of the topology and any other.
 */
export async function readDatabase(path: string): Promise<StoredItem[]> {
  const database = await startDatabase({ path })
  const credentials = { accessKeyId: 'thief', secretAccessKey: 'thief' }
  const client = new DynamoDBClient({ endpoint: database.endpoint, region: 'local', credentials })
  try {
    const { TableNames = [] } = await client.send(new ListTablesCommand({}))
    const scanned = await Promise.all(TableNames.map((table) => scanTable(client, table)))
    return scanned.flat()
  } finally {
    client.destroy()
    await database.stop()
  }
}

export async function scanTable(client: DynamoDBClient, table: string): Promise<StoredItem[]> {
  const items: StoredItem[] = []
  let from: Record<string, AttributeValue> | undefined
  do {
    const page = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: from }))
    items.push(...(page.Items ?? []).map((item) => ({ table, item })))
    from = page.LastEvaluatedKey
  } while (from)
  return items
}

/** Each attribute's name and value as bytes, named by where it lies. */
export function bytesOfItems(items: readonly StoredItem[]): [string, Uint8Array][] {
  return items.flatMap(({ table, item }, index) =>
    Object.entries(item).map(([name, value]): [string, Uint8Array] => [
      `${table}[${index}].${name}`,
      Buffer.concat([Buffer.from(`${name}=`), bytesOf(value)]),
    ]),
  )
}

/** The bytes of a binary attribute, throwing when it is not one. */
export function binary(item: StoredItem['item'], name: string): Uint8Array {
  const value = item[name]?.B
  if (!value) throw new Error(`no binary attribute ${name}`)
  return value
}

function bytesOf(value: AttributeValue): Uint8Array {
  return value.B ?? Buffer.from(value.S ?? value.N ?? JSON.stringify(value))
}
