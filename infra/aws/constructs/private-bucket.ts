import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { Bucket as BucketSpec } from '../../topology.ts'

/** The time for which nobody can change or remove an object that was written once. */
const LOCKED = Duration.days(3650)

export type PrivateBucketProps = {
  readonly key: IKey
  /** Keeps every version of every object, locked; or none, and forgets objects by itself. */
  readonly keeps: BucketSpec
}

/** A bucket that nobody reaches except over TLS and with a right of their own, and that logs no visitor. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, { key, keeps }: PrivateBucketProps) {
    super(scope, id, {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      ...('writeOnce' in keeps
        ? { versioned: true, objectLockEnabled: true, objectLockDefaultRetention: ObjectLockRetention.governance(LOCKED) }
        : { lifecycleRules: [{ expiration: Duration.days(keeps.expiresAfterDays) }] }),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    const resource = this.node.defaultChild
    if (resource instanceof CfnBucket) resource.overrideLogicalId(id)
  }
}
