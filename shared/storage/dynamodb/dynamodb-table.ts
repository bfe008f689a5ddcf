import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb'
import { failure } from './failure.ts'

export type Item = Record<string, AttributeValue>

export type WriteCondition = { readonly expression: string; readonly values?: Item }

export type Partition = {
  readonly pk: string
  /** The name of the partition key; without it, `pk`. */
  readonly key?: string
  /** Only items whose sort key, a text, starts with this. */
  readonly startsWith?: string
  /** Only items whose sort key, a text, is this or comes after it. */
  readonly from?: string
  /** Comma-separated names. */
  readonly attributes: string
  /** Bounds what one page may make the database read. */
  readonly limit?: number
}

/** The four things Chorus does to a table, each one request. There is no scan, and no write returns what was there. */
export class Table {
  readonly #client: DynamoDBClient
  readonly #name: string

  constructor(client: DynamoDBClient, name: string) {
    this.#client = client
    this.#name = name
  }

  get(key: Item): Promise<Item | undefined> {
    return this.#run(async () => {
      const command = new GetItemCommand({ TableName: this.#name, Key: key, ConsistentRead: true })
      return (await this.#client.send(command)).Item
    })
  }

  /** Returns false, and writes nothing, when the condition does not hold. */
  put(item: Item, condition?: WriteCondition): Promise<boolean> {
    return this.#write(() => this.#client.send(new PutItemCommand({ TableName: this.#name, Item: item, ...conditional(condition) })))
  }

  /** Returns false, and removes nothing, when the condition does not hold. */
  remove(key: Item, condition?: WriteCondition): Promise<boolean> {
    return this.#write(() => this.#client.send(new DeleteItemCommand({ TableName: this.#name, Key: key, ...conditional(condition) })))
  }

  /** The items of one partition in the order of their keys, page by page, with only the named attributes of each. */
  async *pages({ pk, key = 'pk', startsWith, from: first, attributes, limit }: Partition): AsyncGenerator<Item[]> {
    let from: Item | undefined
    do {
      const page = await this.#run(() =>
        this.#client.send(
          new QueryCommand({
            TableName: this.#name,
            KeyConditionExpression: startsWith
              ? '#key = :pk AND begins_with(sk, :start)'
              : first
                ? '#key = :pk AND sk >= :first'
                : '#key = :pk',
            ExpressionAttributeNames: { '#key': key },
            ExpressionAttributeValues: {
              ':pk': { S: pk },
              ...(startsWith && { ':start': { S: startsWith } }),
              ...(!startsWith && first && { ':first': { S: first } }),
            },
            ProjectionExpression: attributes,
            Select: 'SPECIFIC_ATTRIBUTES',
            ConsistentRead: true,
            Limit: limit,
            ExclusiveStartKey: from,
          }),
        ),
      )
      if (page.Items && page.Items.length > 0) yield page.Items
      from = page.LastEvaluatedKey
    } while (from)
  }

  async #write(send: () => Promise<unknown>): Promise<boolean> {
    return this.#run(async () => {
      try {
        await send()
        return true
      } catch (thrown) {
        if (thrown instanceof ConditionalCheckFailedException) return false
        throw thrown
      }
    })
  }

  async #run<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request()
    } catch (thrown) {
      throw failure(thrown, this.#name)
    }
  }
}

function conditional(condition: WriteCondition | undefined) {
  if (!condition) return {}
  return { ConditionExpression: condition.expression, ...(condition.values && { ExpressionAttributeValues: condition.values }) }
}
