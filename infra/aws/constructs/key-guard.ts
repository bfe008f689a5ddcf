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
  lambda: ['AddLayerVersion20181031', 'CreateFunction20150331', 'UpdateFunctionCode20150331v2', 'UpdateFunctionConfiguration20150331v2'],
  // These are where a log of visitors would be turned on.
  apigateway: ['CreateStage', 'UpdateStage'],
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
