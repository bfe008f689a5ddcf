import { RemovalPolicy } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'

/** Long enough to look into last week's failure. */
const KEPT = RetentionDays.TWO_WEEKS

/** A log under a key of ours that forgets after two weeks. */
export class BriefLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, { key }: { readonly key: IKey }) {
    super(scope, id, { encryptionKey: key, retention: KEPT, removalPolicy: RemovalPolicy.DESTROY })
  }
}
