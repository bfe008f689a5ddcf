import { Duration, Stack, type StackProps } from 'aws-cdk-lib'
import { CfnBudget } from 'aws-cdk-lib/aws-budgets'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import { addAlarms } from '../alarms.ts'
import type { Config } from '../config.ts'
import { KeyGuard } from '../constructs/key-guard.ts'
import { StewardsDashboard } from '../constructs/stewards-dashboard.ts'
import { prefixOf } from '../names.ts'
import type { ComputeStack } from './compute.ts'
import type { DataStack } from './data.ts'

export type WatchProps = StackProps & { readonly config: Config; readonly data: DataStack; readonly compute: ComputeStack }

/** What the stewards are told: failures, touched locks, and the bill. */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, { config, data, compute, ...props }: WatchProps) {
    super(scope, id, props)
    const prefix = prefixOf(config)
    const alarms = new Topic(this, 'Alarms', { enforceSSL: true, displayName: prefix })
    alarms.addSubscription(new EmailSubscription(config.alarmEmail))
    for (const service of ['cloudwatch', 'events']) alarms.grantPublish(new ServicePrincipal(`${service}.amazonaws.com`))

    addAlarms(this, prefix, new SnsAction(alarms), data, compute, config.capacity)
    new KeyGuard(this, 'KeyGuard', { tell: alarms })
    if (config.dashboard)
      new StewardsDashboard(this, 'Dashboard', { name: `${prefix}-${config.region}`, compute, period: Duration.days(1) })
    budget(this, config)
  }
}

/** Two notes by e-mail: when the month looks like costing more than planned, and when it has. */
function budget(scope: Construct, config: Config): void {
  const subscribers = [{ subscriptionType: 'EMAIL', address: config.alarmEmail }]
  const note = (notificationType: string, threshold: number) => ({
    notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold, thresholdType: 'PERCENTAGE' },
    subscribers,
  })
  new CfnBudget(scope, 'Budget', {
    budget: {
      budgetName: `${prefixOf(config)}-${config.region}`,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: config.monthlyBudgetUsd, unit: 'USD' },
    },
    notificationsWithSubscribers: [note('FORECASTED', 100), note('ACTUAL', 80), note('ACTUAL', 100)],
  })
}
