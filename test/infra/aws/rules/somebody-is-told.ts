import { change, type Rule, set } from './rule.ts'

const NOTICE = 'AWS::Events::Rule'

/** Every act by which a lock is opened, or by which it is made sure that nobody is told; by the service whose act it is. */
const LOCKS: Readonly<Record<string, readonly string[]>> = {
  kms: ['PutKeyPolicy', 'CreateGrant', 'ScheduleKeyDeletion', 'DisableKey'],
  dynamodb: [
    'PutResourcePolicy',
    'DeleteResourcePolicy',
    'RestoreTableToPointInTime',
    'ExportTableToPointInTime',
    'CreateBackup',
    'DeleteTable',
  ],
  secretsmanager: ['PutResourcePolicy', 'DeleteResourcePolicy', 'PutSecretValue'],
  // As the trail writes them.
  lambda: [
    'CreateFunction20150331',
    'UpdateFunctionCode20150331v2',
    'UpdateFunctionConfiguration20150331v2',
    'PublishLayerVersion20181031',
  ],
  iam: ['UpdateAssumeRolePolicy', 'PutRolePolicy', 'AttachRolePolicy'],
  apigateway: ['CreateStage', 'UpdateStage', 'UpdateIntegration', 'UpdateRoute'],
  states: ['UpdateStateMachine'],
  logs: ['PutSubscriptionFilter'],
  cloudfront: [
    'UpdateDistribution2020_05_31',
    'CreateRealtimeLogConfig2020_05_31',
    'UpdateFunction2020_05_31',
    'PublishFunction2020_05_31',
  ],
  cloudtrail: ['StopLogging', 'DeleteTrail', 'PutEventSelectors'],
  events: ['DisableRule', 'DeleteRule', 'RemoveTargets'],
  sns: ['DeleteTopic', 'Unsubscribe'],
}

/** Their acts are told of in us-east-1 and nowhere else. */
const GLOBAL = ['iam', 'cloudfront']

export const somebodyIsTold: Rule = {
  promise: 'anybody who opens a lock is told of, and anybody who stops the telling is told of first',
  broken: (stage) =>
    Object.entries(LOCKS).flatMap(([service, acts]) => {
      const told = [...stage.all].filter(([path, { Type, Properties }]) => {
        const { source, 'detail-type': kind } = Object(Properties.EventPattern)
        const here = path.startsWith(GLOBAL.includes(service) ? 'guard/' : 'watch/')
        const heard = Properties.State !== 'DISABLED' && Array.isArray(Properties.Targets) && Properties.Targets.length > 0
        return Type === NOTICE && here && heard && `${source}` === `aws.${service}` && `${kind}` === 'AWS API Call via CloudTrail'
      })
      const begin: readonly { readonly prefix: string }[] = told.flatMap(
        ([, { Properties }]) => Object(Properties.EventPattern).detail?.eventName ?? [],
      )
      return acts
        .filter((act) => !begin.some(({ prefix }) => act.startsWith(prefix)))
        .map((act) => `nobody is told of ${act} of ${service}`)
    }),
  attacks: {
    'a notice is turned off': change(NOTICE, set('State', 'DISABLED')),
    'a notice goes to nobody': change(NOTICE, set('Targets', [])),
    'a notice is of another service': change(NOTICE, set('EventPattern.source', ['aws.ec2'])),
    'new functions are not told of': change(
      NOTICE,
      set('EventPattern.detail.eventName', [{ prefix: 'UpdateFunctionCode' }]),
      'KeyGuardlambda',
    ),
    'who takes on a role is not told of': change(NOTICE, set('EventPattern.detail.eventName', [{ prefix: 'CreateRole' }]), 'Roles'),
    'roles are listened for where nothing is said of them': (all) => {
      for (const [path, each] of [...all]) {
        if (!path.startsWith('guard/')) continue
        all.delete(path)
        all.set(path.replace('guard/', 'watch/'), each)
      }
    },
  },
}
