import { Stack } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { keysOf } from '../keys-of.ts'
import { type BucketName, buckets, secrets, type TableName, tables } from '../topology.ts'
import { type KeyUser, PurposeKey } from './constructs/purpose-key.ts'
import { BUCKET_KEY_ACTIONS, EVERY_KEY_USE, SECRET_KEY_ACTIONS } from './iam-statements.ts'
import { keyTableOf } from './key-groups.ts'
import { deployerArnOf, pascal, prefixOf, restorerNameOf, roleArnOf } from './names.ts'
import type { Config } from './stage-config.ts'
import { readersOfSecret, usersOf, usersOfBucket } from './trust.ts'

/** A key for each group of tables that the same roles use, for each bucket, for the secrets, and for logs and alarms, which hold nothing of anybody. */
export class Keys {
  readonly secrets: IKey
  readonly operations: IKey
  readonly #tables: ReadonlyMap<TableName, IKey>
  readonly #buckets: ReadonlyMap<BucketName, IKey>

  constructor(scope: Construct, config: Config) {
    const make = (id: string, what: string, users: readonly KeyUser[]) =>
      new PurposeKey(scope, `${id}Key`, {
        alias: `${prefixOf(config)}-${id.toLowerCase()}`,
        description: `Chorus ${config.stage}: ${what}`,
        users,
      })
    const deployer = deployerArnOf(scope, config)
    const grouped = Map.groupBy(keysOf(tables), keyTableOf)
    this.#tables = new Map(
      [...grouped].flatMap(([first, names]) => {
        const users = usersOf(scope, config, first)
        for (const name of names)
          if (usersOf(scope, config, name).join() !== users.join())
            throw new Error(`${name} is used by others than ${first}: give it a key of its own`)
        const key = make(`${pascal(first)}Table`, `the tables of ${names.join(', ')}`, [
          ...tableUsers(deployer, users),
          ...restorers(scope, config),
        ])
        return names.map((name) => [name, key] as const)
      }),
    )
    this.#buckets = new Map(
      keysOf(buckets).map((name) => {
        const roles = usersOfBucket(scope, config, name)
        const users = [{ sid: 'ItsFunctionsUseIt', by: { roles }, through: 's3', actions: BUCKET_KEY_ACTIONS }]
        return [name, make(`${pascal(name)}Bucket`, `the bucket of ${name}`, users)]
      }),
    )
    const generated = keysOf(secrets).filter((name) => secrets[name].kind === 'random')
    const readers = [...new Set(generated.flatMap((name) => readersOfSecret(scope, config, name)))]
    this.secrets = make('Secrets', 'the pepper and the keys of tabulation', secretsUsers(deployer, readers))
    this.operations = make('Operations', 'logs and alarms, in which nobody is', operationsUsers(scope))
  }

  table(name: TableName): IKey {
    return found(this.#tables.get(name), name)
  }

  bucket(name: BucketName): IKey {
    return found(this.#buckets.get(name), name)
  }
}

function found(key: IKey | undefined, name: string): IKey {
  if (!key) throw new Error(`${name} is not in the topology`)
  return key
}

/**
 * To make a table under a key, CloudFormation lets DynamoDB have a grant of its own. Its role reads no item: the table's
 * own policy refuses it.
 */
function tableUsers(deployer: string, roles: readonly string[]): KeyUser[] {
  return [
    { sid: 'ItsUsersReachTheTable', by: { roles }, through: 'dynamodb', actions: EVERY_KEY_USE },
    { sid: 'DeploymentMakesTheTable', by: { roles: [deployer] }, through: 'dynamodb', actions: [...EVERY_KEY_USE, 'kms:CreateGrant'] },
  ]
}

/** A copy of a table is made under the table's own key, and only while the stage says that a restore is under way. */
function restorers(scope: Construct, config: Config): KeyUser[] {
  if (!config.restoring) return []
  const by = { roles: [roleArnOf(scope, restorerNameOf(config))] }
  return [{ sid: 'ARestoreMakesACopy', by, through: 'dynamodb', actions: [...EVERY_KEY_USE, 'kms:CreateGrant'] }]
}

function secretsUsers(deployer: string, roles: readonly string[]): KeyUser[] {
  return [
    { sid: 'ItsFunctionsReadThem', by: { roles }, through: 'secretsmanager', actions: SECRET_KEY_ACTIONS },
    {
      sid: 'DeploymentMakesThem',
      by: { roles: [deployer] },
      through: 'secretsmanager',
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
    },
  ]
}

const ALARM_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey']

function operationsUsers(scope: Construct): KeyUser[] {
  const { account, region, partition } = Stack.of(scope)
  return [
    {
      sid: 'LogsAreKeptUnderIt',
      by: { service: new ServicePrincipal(`logs.${region}.amazonaws.com`) },
      actions: EVERY_KEY_USE,
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*` } },
    },
    // Of these two only CloudWatch says in whose name it asks; an alarm that is not delivered would harm more.
    {
      sid: 'AlarmsAreSentUnderIt',
      by: { service: new ServicePrincipal('cloudwatch.amazonaws.com') },
      actions: ALARM_KEY_ACTIONS,
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    },
    { sid: 'NoticesAreSentUnderIt', by: { service: new ServicePrincipal('events.amazonaws.com') }, actions: ALARM_KEY_ACTIONS },
  ]
}
