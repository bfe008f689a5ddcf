import { Stack } from 'aws-cdk-lib'
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import { Construct } from 'constructs'
import type { WorkflowMachine } from './workflow-machine.ts'

/** Ten minutes past midnight UTC: the day that a promise ends on has begun for certain. */
const EVERY_DAY = 'cron(10 0 * * ? *)'

export type DailyStartProps = {
  /** Unique in the account. */
  readonly name: string
  readonly description: string
  readonly workflow: WorkflowMachine
}

/**
 * Starts a workflow once a day. A start that fails is tried again for most of a day, and the workflow retries its steps;
 * what still fails sets off the workflow's alarms, a start that never came the one on a missed day. There is no queue of
 * failed starts: there is nothing in a start to keep.
 */
export class DailyStart extends Construct {
  constructor(scope: Construct, id: string, { name, description, workflow }: DailyStartProps) {
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
    const schedule = new CfnSchedule(this, 'Schedule', {
      name,
      description,
      scheduleExpression: EVERY_DAY,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: workflow.arn,
        roleArn: role.roleArn,
        input: '{}',
        retryPolicy: { maximumRetryAttempts: 100, maximumEventAgeInSeconds: 20 * 60 * 60 },
      },
    })
    schedule.node.addDependency(mayStart)
  }
}
