import type { Construct } from 'constructs'
import { keysOf } from '../keys-of.ts'
import {
  type Access,
  type BucketName,
  type FunctionName,
  functions,
  type OperatorName,
  operators,
  type SecretName,
  type TableName,
} from '../topology.ts'
import { roleArnOf, roleNameOf } from './names.ts'
import type { Config } from './stage-config.ts'

/** ARNs of the roles that may read a table, or list its keys, by the topology. */
export function readersOf(scope: Construct, config: Config, table: TableName): string[] {
  return arnsWhere(scope, config, ({ tables }) => tables[table]?.some((action) => ['get', 'query', 'keys'].includes(action)) ?? false)
}

/** ARNs of the roles that may do anything at all to a table: a write needs its key as a read does. */
export function usersOf(scope: Construct, config: Config, table: TableName): string[] {
  return arnsWhere(scope, config, ({ tables }) => tables[table] !== undefined)
}

export function usersOfBucket(scope: Construct, config: Config, bucket: BucketName): string[] {
  return arnsWhere(scope, config, ({ buckets }) => buckets[bucket] !== undefined)
}

export function readersOfSecret(scope: Construct, config: Config, secret: SecretName): string[] {
  return arnsWhere(scope, config, ({ secrets }) => secrets[secret] === 'secret')
}

/** ARNs of the roles of functions that people reach by way of the edge: these compare its key. */
export function reachedByPeople(scope: Construct, config: Config): string[] {
  return keysOf(functions)
    .filter((name) => functions[name].routes.length > 0)
    .map((name) => roleArnOf(scope, roleNameOf(config, name)))
}

function arnsWhere(scope: Construct, config: Config, may: (access: Access) => boolean): string[] {
  const all: Readonly<Record<FunctionName | OperatorName, Access>> = { ...functions, ...operators }
  return keysOf(all)
    .filter((name) => may(all[name]))
    .map((name) => roleArnOf(scope, roleNameOf(config, name)))
}
