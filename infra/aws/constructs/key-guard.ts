import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { ActNotice } from './act-notice.ts'

/** By service, the acts through which somebody could come to read what nobody may read, or destroy it. */
const ACTS: Readonly<Record<string, readonly string[]>> = {
  kms: ['CreateGrant', 'DisableKey', 'PutKeyPolicy', 'ScheduleKeyDeletion'],
  secretsmanager: [
    'DeleteResourcePolicy',
    'DeleteSecret',
    'PutResourcePolicy',
    'PutSecretValue',
    'UpdateSecret',
    'UpdateSecretVersionStage',
  ],
  dynamodb: [
    'CreateBackup',
    'DeleteResourcePolicy',
    'DeleteTable',
    'ExportTableToPointInTime',
    'PutResourcePolicy',
    'RestoreTableFromBackup',
    'RestoreTableToPointInTime',
    'UpdateContinuousBackups',
    'UpdateTable',
  ],
  // A new function with the role of an old one reads what that one may read.
  lambda: ['PublishLayerVersion', 'CreateFunction', 'UpdateFunctionCode', 'UpdateFunctionConfiguration', 'AddPermission'],
  // These are where a log of visitors would be turned on, or other code put before ours.
  apigateway: ['CreateStage', 'UpdateStage', 'CreateIntegration', 'UpdateIntegration', 'CreateRoute', 'UpdateRoute'],
  // A workflow with other steps calls our functions with what somebody else wants.
  states: ['CreateStateMachine', 'UpdateStateMachine'],
  // And these copy a log out of the account.
  logs: ['PutSubscriptionFilter', 'PutAccountPolicy', 'CreateExportTask'],
  cloudtrail: ['DeleteTrail', 'PutEventSelectors', 'StopLogging', 'UpdateTrail'],
  // And these are how one would first make sure that nobody is told.
  events: ['DeleteRule', 'DisableRule', 'PutRule', 'RemoveTargets'],
  sns: ['DeleteTopic', 'SetTopicAttributes', 'Unsubscribe'],
  cloudformation: ['CreateChangeSet', 'DeleteStack', 'ExecuteChangeSet', 'UpdateStack'],
}

/** Tells when somebody touches a lock. It sees the whole region of the account, so that no lock is forgotten. */
export class KeyGuard extends Construct {
  constructor(scope: Construct, id: string, { tell }: { readonly tell: ITopic }) {
    super(scope, id)
    for (const [service, acts] of Object.entries(ACTS)) new ActNotice(this, service, { service, acts, tell })
  }
}
