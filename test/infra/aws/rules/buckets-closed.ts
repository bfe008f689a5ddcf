import { buckets } from '#infra/topology.ts'
import { type Resource, statementsOf } from '../synthesised.ts'
import { absent, allAre, change, differences, type Rule, set } from './rule.ts'

const BUCKET = 'AWS::S3::Bucket'
const POLICY = 'AWS::S3::BucketPolicy'
const PUBLIC = 'PublicAccessBlockConfiguration'

const closed = {
  [PUBLIC]: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  LoggingConfiguration: absent,
  NotificationConfiguration: absent,
  InventoryConfigurations: absent,
  AnalyticsConfigurations: absent,
  ReplicationConfiguration: absent,
  MetricsConfigurations: absent,
  WebsiteConfiguration: absent,
  CorsConfiguration: absent,
  AccessControl: absent,
}
const locked = {
  VersioningConfiguration: { Status: 'Enabled' },
  ObjectLockEnabled: true,
  ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3650 } } },
  LifecycleConfiguration: absent,
}
/** Without versions a removal is one, and within a day of midnight nothing is left. */
const passing = {
  VersioningConfiguration: absent,
  ObjectLockEnabled: absent,
  LifecycleConfiguration: { Rules: [{ ExpirationInDays: 1, Status: 'Enabled' }] },
}
const PASSING = Object.entries(buckets)
  .filter(([, kept]) => 'expiresAfterDays' in kept)
  .map(([name]) => name)

export const bucketsClosed: Rule = {
  promise: 'no bucket is public or logged; what is released is locked for ten years, and what is on its way is gone in a day',
  broken: (stage) => [
    ...allAre(stage, BUCKET, closed),
    ...stage
      .ofType(BUCKET)
      .flatMap(([id, { Properties, DeletionPolicy }]) => [
        ...differences(Properties, PASSING.includes(id.replace('Bucket', '').toLowerCase()) ? passing : locked, id),
        ...(DeletionPolicy === 'RetainExceptOnCreate' ? [] : [`${id} is not kept`]),
        ...(JSON.stringify(Properties.BucketEncryption)?.includes('aws:kms') ? [] : [`${id} has no key`]),
        ...policyOf(
          id,
          stage.ofType(POLICY).find(([, each]) => JSON.stringify(each.Properties.Bucket) === JSON.stringify({ Ref: id }))?.[1],
        ),
      ]),
  ],
  attacks: {
    'a bucket may be made public': change(BUCKET, set(`${PUBLIC}.BlockPublicPolicy`, false)),
    'nothing says that a bucket is not public': change(BUCKET, set(PUBLIC, undefined)),
    'everybody may read a bucket': change(POLICY, ({ PolicyDocument }) => {
      Object(PolicyDocument).Statement.push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' })
    }),
    'another account may read a bucket': change(POLICY, ({ PolicyDocument }) => {
      Object(PolicyDocument).Statement.push({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::210987654321:root' },
        Action: 's3:GetObject',
        Resource: '*',
      })
    }),
    'CloudFront may read findings past the board': change(
      POLICY,
      ({ PolicyDocument }) => {
        Object(PolicyDocument).Statement.push({
          Effect: 'Allow',
          Principal: { Service: ['cloudfront.amazonaws.com'] },
          Action: 's3:GetObject',
          Resource: '*',
        })
      },
      'FindingsBucket',
    ),
    'plain connections are answered': change(POLICY, ({ PolicyDocument }) => {
      Object(PolicyDocument).Statement = Object(PolicyDocument).Statement.filter((each: { Effect: string }) => each.Effect === 'Allow')
    }),
    'a bucket has no policy': (all) => void all.delete([...all].find(([, { Type }]) => Type === POLICY)?.[0] ?? ''),
    'a visitor of a bucket is logged': change(BUCKET, set('LoggingConfiguration', { DestinationBucketName: 'logs' })),
    'somebody is told about every object': change(BUCKET, set('NotificationConfiguration', { EventBridgeConfiguration: {} })),
    'a bucket is a website': change(BUCKET, set('WebsiteConfiguration', { IndexDocument: 'index.html' }), 'FindingsBucket'),
    'a release can be changed': change(BUCKET, set('ObjectLockConfiguration', undefined), 'CandidatesBucket'),
    'a release goes after a year': change(
      BUCKET,
      set('LifecycleConfiguration', { Rules: [{ ExpirationInDays: 365, Status: 'Enabled' }] }),
      'FindingsBucket',
    ),
    'partial results stay': change(BUCKET, set('LifecycleConfiguration', undefined), 'PartialsBucket'),
    'partial results stay as old versions': change(BUCKET, set('VersioningConfiguration', { Status: 'Enabled' }), 'PartialsBucket'),
    'partial results have the key of AWS': change(BUCKET, set('BucketEncryption', undefined), 'PartialsBucket'),
  },
}

function policyOf(id: string, policy: Resource | undefined): string[] {
  if (!policy) return [`${id} has no policy`]
  const statements = statementsOf(policy.Properties.PolicyDocument)
  const refusesPlain = statements.some(({ Effect, Principal, Condition }) => {
    const everybody = Principal === '*' || JSON.stringify(Principal?.AWS) === '["*"]'
    return Effect === 'Deny' && everybody && Condition?.Bool?.['aws:SecureTransport'] === 'false'
  })
  return [
    ...(refusesPlain ? [] : [`${id} answers plain connections`]),
    ...(statements.some(({ Effect }) => Effect === 'Allow') ? [`${id} lets somebody in`] : []),
  ]
}
