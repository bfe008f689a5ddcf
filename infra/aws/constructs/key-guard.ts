import { EventField, type IRuleTarget, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events'
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'

/** By service, the acts through which somebody could come to read what nobody may read, or destroy it. */
const ACTS: Readonly<Record<string, readonly string[]>> = {
  kms: ['CreateGrant', 'DisableKey', 'PutKeyPolicy', 'ScheduleKeyDeletion'],
  secretsmanager: ['DeleteResourcePolicy', 'DeleteSecret', 'PutResourcePolicy', 'PutSecretValue', 'UpdateSecret'],
  dynamodb: [
    'CreateBackup',
    'DeleteResourcePolicy',
    'DeleteTable',
    'ExportTableToPointInTime',
    'PutResourcePolicy',
    'RestoreTableToPointInTime',
    'UpdateContinuousBackups',
    'UpdateTable',
  ],
  lambda: ['AddLayerVersion20181031', 'UpdateFunctionCode20150331v2', 'UpdateFunctionConfiguration20150331v2'],
  cloudformation: ['CreateChangeSet', 'DeleteStack', 'ExecuteChangeSet', 'UpdateStack'],
}

/**
 * Tells when somebody touches a lock. It sees the whole account, so that no lock is forgotten, and it needs the
 * account's own trail of management events: those name stewards, never respondents.
 */
export class KeyGuard extends Construct {
  constructor(scope: Construct, id: string, { tell }: { readonly tell: ITopic }) {
    super(scope, id)
    for (const [service, eventName] of Object.entries(ACTS)) {
      new Rule(this, service, {
        description: `Tells when somebody touches what keeps answers closed (${service}).`,
        eventPattern: {
          source: [`aws.${service}`],
          detailType: ['AWS API Call via CloudTrail'],
          detail: { eventName: [...eventName] },
        },
        targets: [notice(tell)],
      })
    }
  }
}

/** Says what was done and whom it could harm. Who did it is in the trail; the message leaves the account by e-mail. */
function notice(tell: ITopic): IRuleTarget {
  const act = EventField.fromPath('$.detail.eventName')
  const day = EventField.fromPath('$.time')
  return new SnsTopic(tell, {
    message: RuleTargetInput.fromText(
      `${act} at ${day}.\nWhom it harms: if nobody planned this, answers may be about to be read or lost by somebody who may not.\n` +
        'What to do: ask the other stewards. If it was none of you, follow "Incident" in docs/deploy.md.',
    ),
  })
}
