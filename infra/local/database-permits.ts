import * as z from 'zod'
import { type Access, LEDGER_PARTITIONS, type Table, type TableAction, tables } from '../topology.ts'

/** Whether one request to the database may pass. */
export type Permit = (operation: string, request: Readonly<Record<string, unknown>>) => boolean

const KEYED = ['TableName', 'Key']
const NAMES = ['ProjectionExpression', 'ExpressionAttributeNames']
const ABSENT = /^attribute_not_exists\(#?\w+\)$/
const CONDITION = ['ConditionExpression', 'ExpressionAttributeNames']

/**
 * The only operations there are, and every parameter each may carry. Nothing else can be asked for: a scan, an index, or a write
 * that returns what was there (`ReturnValues`).
 */
const OPERATIONS: Readonly<Record<string, { readonly action: TableAction; readonly parameters: readonly string[] }>> = {
  GetItem: { action: 'get', parameters: [...KEYED, ...NAMES, 'ConsistentRead'] },
  PutItem: { action: 'put', parameters: ['TableName', 'Item', ...CONDITION] },
  DeleteItem: { action: 'delete', parameters: [...KEYED, ...CONDITION] },
  Query: {
    action: 'query',
    parameters: [
      'TableName',
      ...NAMES,
      'KeyConditionExpression',
      'ConsistentRead',
      'ScanIndexForward',
      'Limit',
      'ExclusiveStartKey',
      'Select',
    ],
  },
}

/** The local counterpart of IAM: only what the topology lists for a function or a person. */
export function permitOf(access: Access): Permit {
  return (operation, request) => {
    const rule = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined
    const actions = Object.entries(access.tables).find(([name]) => name === request.TableName)?.[1]
    if (!rule || !actions) return false
    if (rule.action === 'query' && actions.includes('keys') && asksForKeys(request.TableName, request)) return true
    const records = rule.action === 'put' && actions.includes('record') && isOfLedger(request)
    if (!actions.includes(rule.action) && !records) return false
    // A condition answers a question about what is stored, so who may not read may only ask whether a key is taken.
    const reads = actions.includes('get') || actions.includes('query')
    if (!reads && !ABSENT.test(String(request.ConditionExpression ?? 'attribute_not_exists(pk)'))) return false
    const parameters = reads ? [...rule.parameters, 'ExpressionAttributeValues'] : rule.parameters
    return Object.keys(request).every((parameter) => parameters.includes(parameter))
  }
}

const ledgerItem = z.object({ Item: z.object({ pk: z.strictObject({ S: z.string() }) }) })

/** Puts an entry or a checkpoint of the ledger, and no survey and no link beside it. */
function isOfLedger(request: Readonly<Record<string, unknown>>): boolean {
  const { data } = ledgerItem.safeParse(request)
  return data !== undefined && LEDGER_PARTITIONS.includes(data.Item.pk.S)
}

const KEY_QUERY = [
  'TableName',
  ...['ProjectionExpression', 'Select', 'KeyConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'],
  ...['ConsistentRead', 'Limit', 'ExclusiveStartKey'],
]

/** A query of one whole partition that gives its sort keys: what a key says, and nothing that lies under it. */
function asksForKeys(name: unknown, request: Readonly<Record<string, unknown>>): boolean {
  const table: Table | undefined = Object.entries(tables).find(([each]) => each === name)?.[1]
  const { ProjectionExpression, Select, KeyConditionExpression, ExpressionAttributeNames } = request
  return (
    ProjectionExpression === table?.sort?.name &&
    Select === 'SPECIFIC_ATTRIBUTES' &&
    KeyConditionExpression === '#key = :pk' &&
    JSON.stringify(ExpressionAttributeNames) === JSON.stringify({ '#key': table?.partition.name }) &&
    Object.keys(request).every((parameter) => KEY_QUERY.includes(parameter))
  )
}

/** The deployment itself: makes the tables, reads the latest day seen, and removes what has expired where a table says when that is. */
export const permitDeployment: Permit = (operation, request) => {
  if (operation === 'CreateTable' || operation === 'DescribeTable') return true
  if (operation === 'GetItem') return request.TableName === 'community' && latestDayKey.safeParse(request.Key).success
  const table: Table | undefined = Object.entries(tables).find(([name]) => name === request.TableName)?.[1]
  return table?.expires !== undefined && (operation === 'Scan' || operation === 'DeleteItem')
}

/** The made-up people of a demonstration: they add a story where none lies, and can do nothing else. */
export const permitMadeUpTeller: Permit = (operation, request) =>
  operation === 'PutItem' &&
  request.TableName === ('stories' satisfies keyof typeof tables) &&
  ABSENT.test(String(request.ConditionExpression)) &&
  Object.keys(request).every((parameter) => OPERATIONS.PutItem?.parameters.includes(parameter))

const latestDayKey = z.strictObject({ pk: z.strictObject({ S: z.literal('clock') }), sk: z.strictObject({ S: z.literal('latest') }) })
