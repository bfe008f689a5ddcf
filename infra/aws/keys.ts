import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { keysOf } from '../keys-of.ts'
import { type BucketName, buckets, secrets, type TableName, tables } from '../topology.ts'
import type { Config } from './config.ts'
import { type KeyUser, PurposeKey } from './constructs/purpose-key.ts'
import { BUCKET_KEY_ACTIONS, EVERY_KEY_USE, SECRET_KEY_ACTIONS } from './iam-statements.ts'
import { keyTableOf, keyTableOfBucket } from './key-groups.ts'
import { deployerArnOf, pascal, prefixOf, restorerNameOf, roleArnOf } from './names.ts'
import { reachedByPeople, readersOfSecret, usersOf, usersOfBucket } from './trust.ts'

/** A key for each group of key-groups.ts, for what is left, and for the secrets. Logs and alarms hold nothing of anybody and have the keys of AWS. */
export class Keys {
  readonly secrets: IKey
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
        const shared = keysOf(buckets).filter((name) => keyTableOfBucket(name) === first)
        const users = [...new Set(names.flatMap((name) => usersOf(scope, config, name)))]
        const what = [`the tables of ${names.join(', ')}`, ...shared.map((name) => `the bucket of ${name}`)].join(', and ')
        const key = make(`${pascal(first)}Table`, what, [
          ...tableUsers(deployer, users),
          ...bucketUsers(shared.flatMap((name) => usersOfBucket(scope, config, name))),
          ...restorers(scope, config),
        ])
        return names.map((name) => [name, key] as const)
      }),
    )
    this.#buckets = new Map(
      keysOf(buckets).map((name) => {
        const table = keyTableOfBucket(name)
        if (table) return [name, this.table(table)]
        return [name, make(`${pascal(name)}Bucket`, `the bucket of ${name}`, bucketUsers(usersOfBucket(scope, config, name)))]
      }),
    )
    const generated = keysOf(secrets).filter((name) => secrets[name].kind === 'random')
    const readers = [...new Set([...generated.flatMap((name) => readersOfSecret(scope, config, name)), ...reachedByPeople(scope, config)])]
    this.secrets = make('Secrets', 'the pepper and the keys of tabulation', secretsUsers(deployer, readers))
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

/** Nobody, where there is no bucket. */
function bucketUsers(roles: readonly string[]): KeyUser[] {
  if (roles.length === 0) return []
  return [{ sid: 'ItsFunctionsUseIt', by: { roles: [...new Set(roles)] }, through: 's3', actions: BUCKET_KEY_ACTIONS }]
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
