import { Alarm, ComparisonOperator, type IAlarmAction, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'

export type ImpactAlarmProps = {
  readonly name: string
  readonly metric: IMetric
  /** The alarm goes off above this. */
  readonly above: number
  /** What a person cannot do while this lasts. */
  readonly harms: string
  /** The first thing to do. */
  readonly remedy: string
  readonly tell: IAlarmAction
}

/** An alarm whose text says whom it harms and what to do. */
export class ImpactAlarm extends Alarm {
  constructor(scope: Construct, id: string, { name, metric, above, harms, remedy, tell }: ImpactAlarmProps) {
    super(scope, id, {
      alarmName: name,
      alarmDescription: `Whom it harms: ${harms}\nWhat to do: ${remedy}`,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    this.addAlarmAction(tell)
  }
}
