import { RemovalPolicy } from 'aws-cdk-lib'
import { type Attribute, AttributeType, Billing, CfnGlobalTable, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import type { Table } from '../../topology.ts'
import type { Units } from '../table-maxima.ts'

/** The time for which a withdrawn answer can still be brought back by a restore. The consent text says the same number. */
const RESTORABLE_DAYS = 7

const READS = ['BatchGetItem', 'ConditionCheckItem', 'GetItem', 'PartiQLSelect', 'Query', 'Scan']
const COPIES = ['CreateBackup', 'EnableKinesisStreamingDestination', 'ExportTableToPointInTime']

export type PrivateTableProps = {
  readonly table: Table
  /** The most units it may be asked for, and so the most it can cost. */
  readonly maxima: Units
  readonly key: IKey
  /** ARNs of the roles that may read it; everybody else is refused whatever their own policy says. */
  readonly readers: readonly string[]
  /** Lets an administrator restore it from its own past. */
  readonly restoring: boolean
}

/** A table as the topology has it: paid by use up to a maximum, under a key that only its users use, restorable, hard to delete. */
export class PrivateTable extends TableV2 {
  constructor(scope: Construct, id: string, { table, maxima, key, readers, restoring }: PrivateTableProps) {
    super(scope, id, {
      partitionKey: attribute(table.partition),
      ...(table.sort && { sortKey: attribute(table.sort) }),
      ...(table.expires && { timeToLiveAttribute: table.expires }),
      billing: Billing.onDemand({ maxReadRequestUnits: maxima.reads, maxWriteRequestUnits: maxima.writes }),
      encryption: TableEncryptionV2.customerManagedKey(key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: RESTORABLE_DAYS },
      deletionProtection: true,
      // Kept even where its first deployment failed: CloudFormation cannot delete what is protected, and would be stuck.
      removalPolicy: RemovalPolicy.RETAIN,
      contributorInsightsSpecification: { enabled: false },
      resourcePolicy: new PolicyDocument({ statements: [onlyReadersRead(readers), nobodyCopies(restoring)] }),
    })
    const resource = this.node.defaultChild
    if (resource instanceof CfnGlobalTable) resource.overrideLogicalId(id)
  }
}

function attribute({ name, type }: Table['partition']): Attribute {
  return { name, type: type === 'text' ? AttributeType.STRING : AttributeType.BINARY }
}

function onlyReadersRead(readers: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    sid: 'OnlyItsReadersRead',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: READS.map((action) => `dynamodb:${action}`),
    resources: ['*'],
    ...(readers.length > 0 && { conditions: { ArnNotEquals: { 'aws:PrincipalArn': [...readers] } } }),
  })
}

/** A backup, an export or a stream is the whole table in another place, where this policy and this key do not reach. */
function nobodyCopies(butARestore: boolean): PolicyStatement {
  return new PolicyStatement({
    sid: 'NobodyCopies',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: [...COPIES, ...(butARestore ? [] : ['RestoreTableToPointInTime'])].map((action) => `dynamodb:${action}`),
    resources: ['*'],
  })
}
