import { CfnOutput, Stack } from 'aws-cdk-lib'
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { EVERY_KEY_USE } from '../iam-statements.ts'

/** The actions that DynamoDB requires on the copy of anybody who restores ("Using IAM with DynamoDB backup and restore"). */
const ON_THE_COPY = ['BatchWriteItem', 'DeleteItem', 'DescribeTable', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem']

export type RestorerProps = {
  readonly roleName: string
  /** ARNs of each table, of the copy that may be made of it, and of the key that closes both. */
  readonly copies: readonly { readonly of: string; readonly to: string; readonly key: string }[]
}

/**
 * The role in which a table is restored. A copy can be made only by one that could read it, so no person is given it:
 * Systems Manager takes it on, for AWS's own runbook AWS-RestoreDynamoDBTable.
 */
export class Restorer extends Construct {
  constructor(scope: Construct, id: string, { roleName, copies }: RestorerProps) {
    super(scope, id)
    const role = new Role(this, 'Role', {
      roleName,
      assumedBy: new ServicePrincipal('ssm.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    })
    new Policy(this, 'May', {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['dynamodb:DescribeTable', 'dynamodb:RestoreTableToPointInTime'],
          resources: copies.map((each) => each.of),
        }),
        new PolicyStatement({
          actions: ON_THE_COPY.map((action) => `dynamodb:${action}`),
          resources: copies.map((each) => each.to),
        }),
        new PolicyStatement({ actions: [...EVERY_KEY_USE, 'kms:CreateGrant'], resources: copies.map((each) => each.key) }),
      ],
    })
    const output = new CfnOutput(this, 'RoleArn', { value: role.roleArn, description: 'AutomationAssumeRole of AWS-RestoreDynamoDBTable' })
    output.overrideLogicalId('RestorerRoleArn')
  }
}
