import { Stack } from 'aws-cdk-lib'
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import { Construct } from 'constructs'
import type { Schedule } from '../../topology.ts'
import type { WorkflowMachine } from './workflow-machine.ts'

/** Ten minutes past midnight UTC: the day that a promise ends on has begun for certain. */
const WHEN: Readonly<Record<Schedule['every'], string>> = { day: 'cron(10 0 * * ? *)', hour: 'cron(20 * * * ? *)' }

/**
 * The first start, as soon as it is deployed: a schedule by rate that has no first day begins at once. Without it the alarm on
 * a missed day would go off on the first one. Once a year it starts the workflow once more, which does no harm.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
const AT_ONCE = 'rate(365 days)'

/** A start that comes late is of no use once the next one has come. */
const LATE_HOURS: Readonly<Record<Schedule['every'], number>> = { day: 20, hour: 1 }

export type ScheduledStartProps = {
  /** Unique in the account. */
  readonly name: string
  readonly description: string
  readonly every: Schedule['every']
  readonly workflow: WorkflowMachine
}

/**
 * Starts a workflow at once, and then once a day or once an hour. A start that fails is tried again until the next one is near, and the workflow
 * retries its steps; what still fails sets off the workflow's alarms, a start that never came the one on a missed day. There is no queue of
 * failed starts: there is nothing in a start to keep.
 */
export class ScheduledStart extends Construct {
  constructor(scope: Construct, id: string, { name, description, every, workflow }: ScheduledStartProps) {
    super(scope, id)
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    })
    const mayStart = new Policy(this, 'MayStart', {
      roles: [role],
      statements: [new PolicyStatement({ effect: Effect.ALLOW, actions: ['states:StartExecution'], resources: [workflow.arn] })],
    })
    const target = {
      arn: workflow.arn,
      roleArn: role.roleArn,
      input: '{}',
      retryPolicy: { maximumRetryAttempts: 100, maximumEventAgeInSeconds: LATE_HOURS[every] * 60 * 60 },
    }
    const whenIn = { Schedule: { name, when: WHEN[every] }, FirstStart: { name: `${name}-first`, when: AT_ONCE } }
    for (const [child, each] of Object.entries(whenIn)) {
      const settings = { name: each.name, description, scheduleExpression: each.when, flexibleTimeWindow: { mode: 'OFF' }, target }
      new CfnSchedule(this, child, settings).node.addDependency(mayStart)
    }
  }
}
