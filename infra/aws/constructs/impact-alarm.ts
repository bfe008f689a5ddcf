import { Alarm, ComparisonOperator, type IAlarmAction, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'

/** For something that should happen in every period: the alarm goes off when it did not, twice in a row, also where there is no data. */
type MissedAlarm = { readonly missed: true }

export type ImpactAlarmProps = {
  readonly name: string
  readonly metric: IMetric
} & ({ /** The alarm goes off above this. */ readonly above: number } | MissedAlarm) & {
    /** The thing that a person cannot do while this lasts. */
    readonly harms: string
    /** The first thing to do. */
    readonly remedy: string
    readonly tell: IAlarmAction
  }

const FAILED = {
  comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  evaluationPeriods: 1,
  treatMissingData: TreatMissingData.NOT_BREACHING,
}
const MISSED = {
  threshold: 1,
  comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
  evaluationPeriods: 2,
  treatMissingData: TreatMissingData.BREACHING,
}

/** An alarm whose text says whom it harms and what to do. */
export class ImpactAlarm extends Alarm {
  constructor(scope: Construct, id: string, { name, metric, harms, remedy, tell, ...when }: ImpactAlarmProps) {
    super(scope, id, {
      alarmName: name,
      alarmDescription: `Whom it harms: ${harms}\nWhat to do: ${remedy}`,
      metric,
      ...('missed' in when ? MISSED : { ...FAILED, threshold: when.above }),
    })
    this.addAlarmAction(tell)
  }
}
