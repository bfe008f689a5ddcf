import { Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { FunctionName, OperatorName, TableName, WorkflowName } from '../topology.ts'
import type { Config } from './config.ts'

/** Everything of a stage starts with this; two stages share nothing. */
export function prefixOf({ stage }: Config): string {
  return `chorus-${stage}`
}

/**
 * Roles have names, so that a key or a table can say whom it trusts before and after that role exists: a role that is
 * made again after `destroy --keep-data` is trusted as before.
 */
export function roleNameOf(config: Config, who: FunctionName | OperatorName): string {
  return `${prefixOf(config)}-${config.region}-${who}`
}

export function roleArnOf(scope: Construct, roleName: string): string {
  return Stack.of(scope).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: roleName })
}

/** One in a region; cli/tabulation/runs-of.ts finds it by this name. */
export function workflowNameOf(config: Config, workflow: WorkflowName): string {
  return `${prefixOf(config)}-${workflow}`
}

/** Numbered, so that a copy can be restored while another one is in use. */
export function restoredNameOf(config: Config, table: TableName, nth: number): string {
  return `${prefixOf(config)}-${table}-restored-${nth}`
}

/** The role in which Systems Manager, and nobody else, restores a table; it exists only while that is allowed. */
export function restorerNameOf(config: Config): string {
  return `${prefixOf(config)}-${config.region}-restorer`
}

/** The role that CloudFormation takes on for the CDK; nobody else may take it on. */
export function deployerArnOf(scope: Construct, { bootstrapQualifier, region }: Config): string {
  return roleArnOf(scope, `cdk-${bootstrapQualifier}-cfn-exec-role-${Stack.of(scope).account}-${region}`)
}

/** `studyKey` -> `StudyKey` */
export function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
