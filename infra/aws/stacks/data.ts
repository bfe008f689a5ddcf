import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { type IRole, Policy, type PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { keysOf } from '../../keys-of.ts'
import { type Access, type BucketName, buckets, functions, operators, secrets, type TableName, tables } from '../../topology.ts'
import { GeneratedSecret } from '../constructs/generated-secret.ts'
import { PrivateBucket } from '../constructs/private-bucket.ts'
import { PrivateTable } from '../constructs/private-table.ts'
import { Restorer } from '../constructs/restorer.ts'
import { Keys } from '../encryption-keys.ts'
import { type Holdings, statementsOf } from '../iam-statements.ts'
import { pascal, restoredNameOf, restorerNameOf } from '../names.ts'
import { Roles } from '../roles.ts'
import type { Config } from '../stage-config.ts'
import { tableMaxima } from '../table-maxima.ts'
import { readersOf, readersOfSecret } from '../trust.ts'

/** The resources that must outlive every upgrade: keys, tables, buckets, secrets, and the roles that may use them. */
export class DataStack extends Stack {
  readonly roles: Roles
  readonly keys: Keys
  readonly tables: Readonly<Record<TableName, PrivateTable>>
  /** The names of the tables in use: a restored one takes the place of the one that this stack made, which stays. */
  readonly tableNames: Readonly<Record<TableName, string>>
  readonly bucketNames: Readonly<Record<BucketName, string>>
  readonly holdings: Holdings

  constructor(scope: Construct, id: string, { config, ...props }: StackProps & { readonly config: Config }) {
    super(scope, id, props)
    this.roles = new Roles(this, config)
    this.keys = new Keys(this, config)
    this.tables = eachOf(tables, (name) => {
      const readers = readersOf(this, config, name)
      return new PrivateTable(this, `${pascal(name)}Table`, {
        table: tables[name],
        maxima: tableMaxima(config.capacity, name),
        key: this.keys.table(name),
        readers,
        restoring: config.restoring,
      })
    })
    this.tableNames = eachOf(tables, (name) => {
      const nth = config.restored[name]
      return nth ? restoredNameOf(config, name, nth) : this.tables[name].tableName
    })
    const kept = eachOf(
      buckets,
      (name) => new PrivateBucket(this, `${pascal(name)}Bucket`, { key: this.keys.bucket(name), keeps: buckets[name] }),
    )
    this.bucketNames = eachOf(buckets, (name) => kept[name].bucketName)
    const generated = keysOf(secrets).filter((name) => secrets[name].kind === 'random')
    const made = new Map(
      generated.map((name) => {
        const readers = readersOfSecret(this, config, name)
        const description = `${name} of ${config.stage}. Never replace it: see docs/deploy.md.`
        return [name, new GeneratedSecret(this, `${pascal(name)}Secret`, { description, key: this.keys.secrets, readers })] as const
      }),
    )
    this.holdings = {
      table: (name) => (config.restored[name] ? this.#arnOf(this.tableNames[name]) : this.tables[name].tableArn),
      bucket: (name) => kept[name].bucketArn,
      secret: (name) => {
        const secret = made.get(name)
        if (!secret) throw new Error(`${name} is not kept in this account`)
        return secret.arn
      },
      tableKey: (name) => this.keys.table(name).keyArn,
      bucketKey: (name) => this.keys.bucket(name).keyArn,
      secretsKey: this.keys.secrets.keyArn,
    }
    for (const name of keysOf(functions)) this.allow(name, this.roles.of(name), functions[name])
    for (const name of keysOf(operators)) this.allow(name, this.roles.of(name), operators[name])
    if (config.restoring) {
      new Restorer(this, 'Restorer', {
        roleName: restorerNameOf(config),
        copies: keysOf(tables).map((name) => ({
          of: this.holdings.table(name),
          to: this.#arnOf(restoredNameOf(config, name, (config.restored[name] ?? 0) + 1)),
          key: this.keys.table(name).keyArn,
        })),
      })
    }
    new CfnOutput(this, 'StewardRoleArn', { value: this.roles.of('steward').roleArn, description: 'The role in which surveys are opened.' })
    for (const name of keysOf(operators.steward.tables)) {
      const description = `CHORUS_TABLE_${name.toUpperCase()}`
      new CfnOutput(this, `${pascal(name)}TableName`, { value: this.tableNames[name], description })
    }
  }

  #arnOf(tableName: string): string {
    return this.formatArn({ service: 'dynamodb', resource: 'table', resourceName: tableName })
  }

  private allow(name: string, role: IRole, access: Access): void {
    const statements: PolicyStatement[] = statementsOf(access, this.holdings)
    new Policy(this, `${pascal(name)}May`, { roles: [role], statements })
  }
}

function eachOf<K extends string, V>(record: Readonly<Record<K, unknown>>, make: (name: K) => V): Record<K, V> {
  return Object.fromEntries(keysOf(record).map((name) => [name, make(name)])) as Record<K, V>
}
