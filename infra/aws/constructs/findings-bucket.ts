import { Stack } from 'aws-cdk-lib'
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { PrivateBucket } from './private-bucket.ts'

/** What the community has released. Only CloudFront of this account reads it; nothing in it is ever changed. */
export class FindingsBucket extends PrivateBucket {
  constructor(scope: Construct, id: string) {
    super(scope, id, { keeps: { writeOnce: true } })
    const { account, partition } = Stack.of(scope)
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'CloudFrontReads',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['s3:GetObject'],
        resources: [this.arnForObjects('*')],
        // The distribution is made after the bucket, so it is named by its account.
        conditions: { ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudfront::${account}:distribution/*` } },
      }),
    )
  }
}

/** The same bucket for another stack, which then adds nothing to its policy. */
export function findingsFor(scope: Construct, bucket: Bucket): IBucket {
  const { bucketName, bucketRegionalDomainName } = bucket
  return Bucket.fromBucketAttributes(scope, 'Findings', { bucketName, bucketRegionalDomainName })
}
