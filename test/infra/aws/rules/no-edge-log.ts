import { valuesOf } from '../synthesised.ts'
import { absent, allAre, change, nowhere, type Rule, set } from './rule.ts'

const EDGE = 'AWS::CloudFront::Distribution'

export const noEdgeLog: Rule = {
  promise: 'CloudFront keeps no log, old, new or in real time, and runs no code of ours that sees an address',
  broken: (stage) => [
    ...allAre(stage, EDGE, {
      DistributionConfig: {
        Logging: absent,
        WebACLId: absent,
        ContinuousDeploymentPolicyId: absent,
        DefaultCacheBehavior: { RealtimeLogConfigArn: absent, LambdaFunctionAssociations: absent, FunctionAssociations: absent },
      },
    }),
    ...nowhere(stage, ['RealtimeLogConfigArn', 'LambdaFunctionAssociations', 'FunctionAssociations', 'WebACLId', 'TrustedKeyGroups']),
    ...stage.ofType(EDGE).flatMap(([id, { Properties }]) => valuesOf('Logging', Properties).map(() => `${id} has a log`)),
  ],
  attacks: {
    'the old log is turned on': change(EDGE, set('DistributionConfig.Logging', { Bucket: 'logs.s3.amazonaws.com', IncludeCookies: false })),
    'a log in real time is turned on': change(
      EDGE,
      set('DistributionConfig.DefaultCacheBehavior.RealtimeLogConfigArn', 'arn:aws:cloudfront::123456789012:realtime-log-config/x'),
    ),
    'the findings are logged in real time': change(
      EDGE,
      set('DistributionConfig.CacheBehaviors.0.RealtimeLogConfigArn', 'arn:aws:cloudfront::123456789012:realtime-log-config/x'),
    ),
    'code at the edge sees every visitor': change(
      EDGE,
      set('DistributionConfig.DefaultCacheBehavior.FunctionAssociations', [{ EventType: 'viewer-request', FunctionARN: 'arn' }]),
    ),
    'a firewall of another stack is put before it': change(
      EDGE,
      set('DistributionConfig.WebACLId', 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/x'),
    ),
  },
}
