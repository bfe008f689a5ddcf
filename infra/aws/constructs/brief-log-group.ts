import { RemovalPolicy } from 'aws-cdk-lib'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'

/** Long enough to look into a failure of last week. */
const KEPT = RetentionDays.TWO_WEEKS

/**
 * A log that forgets after two weeks. It has the key of AWS: one of ours would be used by the service for anybody who may read
 * logs, so it would keep out nobody.
 */
export class BriefLogGroup extends LogGroup {
  constructor(scope: Construct, id: string) {
    super(scope, id, { retention: KEPT, removalPolicy: RemovalPolicy.DESTROY })
  }
}
