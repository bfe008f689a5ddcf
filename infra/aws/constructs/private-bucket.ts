import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'

/** How long nobody can change or remove an object that was written once. */
const LOCKED = Duration.days(3650)

export type PrivateBucketProps = {
  /** Without a key of ours the bucket's content is public anyway and S3 encrypts it with its own. */
  readonly key?: IKey
  readonly writeOnce: boolean
  /** After how many days objects go away by themselves. */
  readonly expiresAfterDays?: number
}

/** A bucket that nobody reaches except over TLS and with a right of their own, that keeps versions, and logs no visitor. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, { key, writeOnce, expiresAfterDays }: PrivateBucketProps) {
    super(scope, id, {
      ...(key
        ? { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }
        : { encryption: BucketEncryption.S3_MANAGED }),
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      ...(writeOnce && { objectLockEnabled: true, objectLockDefaultRetention: ObjectLockRetention.governance(LOCKED) }),
      ...(expiresAfterDays && {
        lifecycleRules: [{ expiration: Duration.days(expiresAfterDays), noncurrentVersionExpiration: Duration.days(1) }],
      }),
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const resource = this.node.defaultChild
    if (resource instanceof CfnBucket) resource.overrideLogicalId(id)
  }
}
