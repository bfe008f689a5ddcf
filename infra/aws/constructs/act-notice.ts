import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events'
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'

export type ActNoticeProps = {
  /** `kms`, `dynamodb`, ... */
  readonly service: string
  /** By the first letters of their names: to some AWS adds the day of the API's version, such as `2020_05_31`. */
  readonly acts: readonly string[]
  /** Only acts with these parameters; without it, all. */
  readonly on?: Readonly<Record<string, readonly unknown[]>>
  readonly tell: ITopic
}

/**
 * Tells that one of these acts was done, which needs the account's own trail of management events. It says what was done
 * and whom it could harm; who did it is in the trail, as the message leaves the account by e-mail.
 */
export class ActNotice extends Rule {
  constructor(scope: Construct, id: string, { service, acts, on, tell }: ActNoticeProps) {
    const act = EventField.fromPath('$.detail.eventName')
    const day = EventField.fromPath('$.time')
    super(scope, id, {
      description: `Tells when somebody touches what keeps answers closed (${service}).`,
      eventPattern: {
        source: [`aws.${service}`],
        detailType: ['AWS API Call via CloudTrail'],
        detail: { eventName: acts.map((prefix) => ({ prefix })), ...(on && { requestParameters: on }) },
      },
      targets: [
        new SnsTopic(tell, {
          message: RuleTargetInput.fromText(
            `${act} at ${day}.\nWhom it harms: if nobody planned this, answers may be about to be read or lost by somebody who may not.\n` +
              'What to do: ask the other stewards. If it was none of you, follow "Incident" in docs/deploy.md.',
          ),
        }),
      ],
    })
  }
}
