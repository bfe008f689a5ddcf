import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { CANDIDATE_PREFIX, LIST_FOLDER } from '#shared/release/standing.ts'
import { keysOf } from '../keys-of.ts'
import {
  type Access,
  type BucketAction,
  type BucketName,
  LEDGER_PARTITIONS,
  type SecretName,
  type Table,
  type TableAction,
  type TableName,
  tables,
} from '../topology.ts'

/** ARNs of what the topology names. */
export type Holdings = {
  readonly table: (name: TableName) => string
  readonly bucket: (name: BucketName) => string
  readonly secret: (name: SecretName) => string
  /** The keys under which they are kept. */
  readonly tableKey: (name: TableName) => string
  readonly bucketKey: (name: BucketName) => string
  readonly secretsKey: string
}

const TABLE_ACTIONS: Readonly<Record<TableAction, string>> = {
  get: 'dynamodb:GetItem',
  put: 'dynamodb:PutItem',
  record: 'dynamodb:PutItem',
  delete: 'dynamodb:DeleteItem',
  query: 'dynamodb:Query',
  keys: 'dynamodb:Query',
}

/**
 * Every use of a key for data. By their documentation DynamoDB makes all of them of a table's key in the name of anybody who
 * calls it, for a write as for a read, and CloudWatch Logs of a log's.
 */
export const EVERY_KEY_USE = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
]
export const BUCKET_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey']
export const SECRET_KEY_ACTIONS = ['kms:Decrypt']

/** The counterpart of infra/local/database-permits.ts: exactly what the topology lists for a function or a person, as IAM says it. */
export function statementsOf(access: Access, holdings: Holdings): PolicyStatement[] {
  return [
    ...keysOf(access.tables).flatMap((name) => tableStatements(name, access.tables[name] ?? [], holdings)),
    ...keysOf(access.buckets).flatMap((name) => bucketStatements(name, access.buckets[name] ?? [], holdings)),
    ...secretStatements(access, holdings),
  ]
}

function tableStatements(name: TableName, actions: readonly TableAction[], { table, tableKey }: Holdings): PolicyStatement[] {
  const on = (listed: readonly TableAction[], conditions?: Record<string, Record<string, string | string[]>>) =>
    listed.length === 0
      ? []
      : [
          new PolicyStatement({
            actions: listed.map((action) => TABLE_ACTIONS[action]),
            resources: [table(name)],
            ...(conditions && { conditions }),
          }),
        ]
  const reads = actions.includes('get') || actions.includes('query')
  const key = new PolicyStatement({ actions: EVERY_KEY_USE, resources: [tableKey(name)] })
  const ledgerOnly = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [...LEDGER_PARTITIONS] } }
  const recording = on(
    actions.filter((action) => action === 'record'),
    ledgerOnly,
  )
  if (reads) return [...on(actions.filter((action) => action !== 'record')), ...recording, key]
  // Where reading is not listed, a write may not bring back what was there, and a delete may not ask about a value.
  const silent = { StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' } }
  const keysOnly = { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': keyAttributes(tables[name]) } }
  return [
    ...on(
      actions.filter((action) => action === 'put'),
      silent,
    ),
    ...on(
      actions.filter((action) => action === 'delete'),
      { ...silent, ...keysOnly },
    ),
    ...on(
      actions.filter((action) => action === 'keys'),
      { ...keysOnly, StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' } },
    ),
    ...recording,
    key,
  ]
}

function keyAttributes({ partition, sort }: Table): string[] {
  return [partition.name, ...(sort ? [sort.name] : [])]
}

const OBJECT_ACTIONS: Readonly<Record<Exclude<BucketAction, 'add'>, string>> = {
  read: 's3:GetObject',
  put: 's3:PutObject',
  delete: 's3:DeleteObject',
}

function bucketStatements(name: BucketName, actions: readonly BucketAction[], { bucket, bucketKey }: Holdings): PolicyStatement[] {
  const everywhere = actions.filter((action) => action !== 'add')
  return [
    new PolicyStatement({ actions: everywhere.map((action) => OBJECT_ACTIONS[action]), resources: [`${bucket(name)}/*`] }),
    ...(actions.includes('add') ? addStatements(bucket(name)) : []),
    // Without it, S3 says of an object that is not there that it may not be read.
    ...(actions.includes('read') ? [new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket(name)] })] : []),
    new PolicyStatement({ actions: BUCKET_KEY_ACTIONS, resources: [bucketKey(name)] }),
  ]
}

/** A star stands for any letters, a slash too: so the list of what was counted is refused by its own name. */
function addStatements(bucket: string): PolicyStatement[] {
  const actions = [OBJECT_ACTIONS.put]
  return [
    new PolicyStatement({ actions, resources: [`${bucket}/*/${CANDIDATE_PREFIX}*`] }),
    new PolicyStatement({ effect: Effect.DENY, actions, resources: [`${bucket}/*/${LIST_FOLDER}/*`] }),
  ]
}

/** Only whole secrets: the public half of a pair is no secret and is given as it is. */
function secretStatements(access: Access, { secret, secretsKey }: Holdings): PolicyStatement[] {
  const whole = keysOf(access.secrets).filter((name) => access.secrets[name] === 'secret')
  if (whole.length === 0) return []
  return [
    new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: whole.map(secret) }),
    new PolicyStatement({ actions: SECRET_KEY_ACTIONS, resources: [secretsKey] }),
  ]
}
