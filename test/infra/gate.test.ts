import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, startDatabase } from '#infra/local/database.ts'
import { permitMadeUpTeller, permitOf } from '#infra/local/database-permits.ts'
import { functions } from '#infra/topology.ts'

const RESPOND = 'respond-1'

/** Asks the database as DynamoDB's clients do, with a body of our own choosing. */
function ask(endpoint: string, operation: string, body: string): Promise<number> {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    'x-amz-date': '20261121T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${RESPOND}/20261121/local/dynamodb/aws4_request, SignedHeaders=host, Signature=x`,
  }
  return new Promise((resolve, reject) => {
    const asked = request(endpoint, { method: 'POST', headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

describe('the gate before the local database, asked by the function that faces the internet', () => {
  const permit = permitOf(functions.respond)
  const key = { TableName: 'responses', Key: {} }

  it.each([
    ['GetItem', key],
    ['Query', { TableName: 'responses', KeyConditionExpression: 'pk = :p' }],
    ['Scan', { TableName: 'responses' }],
    ['BatchGetItem', { RequestItems: { responses: {} } }],
    ['TransactGetItems', { TransactItems: [] }],
    ['ExecuteStatement', { Statement: 'select * from responses' }],
    ['UpdateItem', { ...key, ReturnValues: 'ALL_OLD' }],
    ['DeleteItem', { ...key, ReturnValues: 'ALL_OLD' }],
    ['PutItem', { TableName: 'responses', Item: {}, ReturnValues: 'ALL_OLD' }],
    ['GetItem', { TableName: ['responses'], Key: {} }],
    ['GetItem', { TableName: 'stories', Key: {} }],
    ['CreateTable', { TableName: 'mine' }],
  ])('refuses to read: %s %j', (operation, body) => {
    expect(permit(operation, body)).toBe(false)
  })

  it.each([
    'size(answers) > size(consent)',
    'answers > sk',
    'attribute_exists(answers)',
    'attribute_not_exists(pk) AND answers > sk',
    'contains(answers, sk)',
  ])('refuses a write that asks about what is stored: %s', (condition) => {
    expect(permit('DeleteItem', { ...key, ConditionExpression: condition })).toBe(false)
    expect(permit('PutItem', { TableName: 'responses', Item: {}, ConditionExpression: condition })).toBe(false)
  })

  it('lets it store, delete, and ask whether a key is taken', () => {
    expect(permit('PutItem', { TableName: 'responses', Item: {}, ConditionExpression: 'attribute_not_exists(pk)' })).toBe(true)
    expect(
      permit('DeleteItem', { ...key, ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } }),
    ).toBe(true)
    expect(permit('DeleteItem', key)).toBe(true)
  })
})

describe('the gate before the local database, asked in the name of made-up people who tell a story', () => {
  const add = { TableName: 'stories', Item: {}, ConditionExpression: 'attribute_not_exists(pk)' }

  it('lets them add a story where none lies', () => {
    expect(permitMadeUpTeller('PutItem', add)).toBe(true)
  })

  it.each([
    ['PutItem', { TableName: 'stories', Item: {} }],
    ['PutItem', { ...add, ConditionExpression: 'attribute_exists(pk)' }],
    ['PutItem', { ...add, ReturnValues: 'ALL_OLD' }],
    ['PutItem', { ...add, TableName: 'responses' }],
    ['PutItem', { ...add, TableName: 'community' }],
    ['DeleteItem', { TableName: 'stories', Key: {} }],
    ['GetItem', { TableName: 'stories', Key: {} }],
    ['Query', { TableName: 'stories', KeyConditionExpression: 'pk = :p' }],
  ])('refuses everything else: %s %j', (operation, body) => {
    expect(permitMadeUpTeller(operation, body)).toBe(false)
  })
})

describe('the gate before the local database, asked by the function that deletes what is over', () => {
  const permit = permitOf(functions.retain)
  const keys = {
    TableName: 'responses',
    KeyConditionExpression: '#key = :pk',
    ExpressionAttributeNames: { '#key': 'pk' },
    ExpressionAttributeValues: { ':pk': { S: 'p' } },
    ProjectionExpression: 'sk',
    Select: 'SPECIFIC_ATTRIBUTES',
    ConsistentRead: true,
  }

  it('lets it list the keys of a partition, and delete', () => {
    for (const TableName of ['responses', 'stories', 'withdrawals']) expect(permit('Query', { ...keys, TableName })).toBe(true)
    const list = { TableName: 'invitations', ProjectionExpression: 'mark', ExpressionAttributeNames: { '#key': 'list' } }
    expect(permit('Query', { ...keys, ...list })).toBe(true)
    expect(permit('DeleteItem', { TableName: 'stories', Key: {} })).toBe(true)
  })

  it.each([
    { ProjectionExpression: 'answers' },
    { ProjectionExpression: 'sk, consent' },
    { ProjectionExpression: '#a', ExpressionAttributeNames: { '#key': 'pk', '#a': 'answers' } },
    { ExpressionAttributeNames: { '#key': 'answers' } },
    { ProjectionExpression: undefined },
    { Select: 'ALL_ATTRIBUTES' },
    { Select: 'COUNT' },
    { FilterExpression: 'answers > :pk' },
    { KeyConditionExpression: '#key = :pk AND sk > answers' },
    { TableName: 'drafts' },
  ])('refuses a query with %j', (more) => {
    expect(permit('Query', { ...keys, ...more })).toBe(false)
  })

  it.each(['GetItem', 'PutItem', 'Scan', 'UpdateItem'])('refuses %s', (operation) => {
    expect(permit(operation, { TableName: 'responses', Key: {}, Item: {} })).toBe(false)
  })
})

describe('the gate, sent what no client sends', () => {
  let database: Database
  beforeAll(async () => {
    database = await startDatabase({ permits: new Map([[RESPOND, permitOf(functions.respond)]]) })
  })
  afterAll(() => database.stop())

  it('refuses it and goes on serving', async () => {
    const nested = `{"TableName":"drafts","Key":{"id":${'{"M":{"a":'.repeat(3000)}1${'}}'.repeat(3000)}}}`
    const hidden = '{"TableName":"drafts","Key":{},"__proto__":{"ReturnValues":"ALL_OLD"}}'

    for (const body of [nested, hidden, '[1]', 'null', '', '{', '\u0000'])
      expect(await ask(database.endpoint, 'DeleteItem', body)).toBe(400)
    expect(await ask(database.endpoint, 'DescribeTable', '{"TableName":"drafts"}')).toBe(400)
  })
})
