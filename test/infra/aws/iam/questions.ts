import { bucketKeyId, pascal, tableKeyId } from '../names.ts'
import { arnOf } from './resolve.ts'
import type { World } from './world.ts'

/** What DynamoDB needs of a key of ours in the name of its caller ("Encryption at rest: usage notes" and "key policy"). */
export const TABLE_KEY_USE = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
]

/** Questions that take two answers: what is asked for, and the key that it is closed with. */
export function verdictsOf(world: World) {
  const usesKey = (who: string, key: string, action: string, through: string | undefined) =>
    world.ask(who, { action, resource: key, context: through ? { 'kms:ViaService': `${through}.eu-central-1.amazonaws.com` } : {} }) ===
    'allowed'
  return {
    usesKey,
    readsTable: (who: string, table: string, action: string) =>
      world.ask(who, { action: `dynamodb:${action}`, resource: arnOf.table(`${pascal(table)}Table`), context: WHOLE_ITEMS }) ===
        'allowed' && usesKey(who, arnOf.key(tableKeyId(table)), 'kms:Decrypt', 'dynamodb'),
    readsSecret: (who: string, id: string) =>
      world.ask(who, { action: 'secretsmanager:GetSecretValue', resource: arnOf.secret(id) }) === 'allowed' &&
      usesKey(who, arnOf.key('SecretsKey'), 'kms:Decrypt', 'secretsmanager'),
    readsObject: (who: string, bucket: string) =>
      world.ask(who, { action: 's3:GetObject', resource: `${arnOf.bucket(`${pascal(bucket)}Bucket`)}/some/key`, context: TLS }) ===
        'allowed' && usesKey(who, arnOf.key(bucketKeyId(bucket)), 'kms:Decrypt', 's3'),
  }
}

const TLS = { 's3:TlsVersion': '1.3' }
/** A query for whatever there is. */
const WHOLE_ITEMS = { 'dynamodb:Attributes': ['pk', 'sk', 'answers'], 'dynamodb:Select': 'ALL_ATTRIBUTES' }
