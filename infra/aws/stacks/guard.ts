import { Stack, type StackProps } from 'aws-cdk-lib'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import { ActNotice } from '../constructs/act-notice.ts'
import { prefixOf } from '../names.ts'
import type { Config } from '../stage-config.ts'

/** Keys and tables trust roles by their names, so anybody who changes who may take on such a role is at a lock. */
const ON_ROLES = [
  'AttachRolePolicy',
  'CreateRole',
  'DeleteRole',
  'DeleteRolePermissionsBoundary',
  'PutRolePolicy',
  'UpdateAssumeRolePolicy',
]

/** Actions on distributions that would put logs of visitors, or code that sees them, before the pages. */
const ON_DISTRIBUTIONS = [
  ...['CreateMonitoringSubscription', 'CreateRealtimeLogConfig', 'UpdateRealtimeLogConfig', 'UpdateDistribution'],
  ...['CreateFunction', 'UpdateFunction', 'PublishFunction'],
]

/**
 * The watch stack's work, for the two services that report their acts in us-east-1 only, wherever the rest is. A message holds
 * the name of an act and its time, so the topic has no key of its own.
 */
export class GuardStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: StackProps & { readonly config: Config }) {
    super(scope, id, props)
    const prefix = prefixOf(config)
    const tell = new Topic(this, 'Notices', { enforceSSL: true, displayName: prefix })
    tell.addSubscription(new EmailSubscription(config.alarmEmail))
    new ActNotice(this, 'Roles', { service: 'iam', acts: ON_ROLES, on: { roleName: [{ prefix: `${prefix}-` }] }, tell })
    new ActNotice(this, 'Distributions', { service: 'cloudfront', acts: ON_DISTRIBUTIONS, tell })
  }
}
