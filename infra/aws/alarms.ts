import { Duration } from 'aws-cdk-lib'
import { type IAlarmAction, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { keysOf } from '../keys-of.ts'
import { type FunctionName, schedules, type TableName, tables, workflows } from '../topology.ts'
import { ImpactAlarm } from './constructs/impact-alarm.ts'
import { pascal } from './names.ts'
import type { ComputeStack } from './stacks/compute.ts'
import type { DataStack } from './stacks/data.ts'

const PERIOD = Duration.minutes(5)
const SUM = { statistic: 'Sum', period: PERIOD }

const FAILING: Readonly<Record<FunctionName, { readonly harms: string; readonly remedy: string }>> = {
  respond: {
    harms: 'people see an error page in the middle of a survey; some will not come back. What they sent before is safe.',
    remedy: 'read the class of the error in the log of respond; if it began with a deployment, deploy the version before it.',
  },
  retain: {
    harms: 'answers, words and codes are kept for longer than their consent text promises, or what was withdrawn came back with a restore.',
    remedy: 'read the class of the error in the log of retain, repair, and start the workflow again: it begins from what is still there.',
  },
  tabulate: {
    harms: 'the community waits for its report; no respondent notices and no answer is lost.',
    remedy: 'read the class of the error in the log of tabulate, repair, and start the workflow again: it begins from the answers.',
  },
}

const THROTTLED: Readonly<Record<TableName, string>> = {
  drafts: 'people cannot go on to the next question.',
  responses: 'people cannot send their answers, or take them back.',
  stories: 'people cannot send what they wrote, or take it back.',
  withdrawals: 'people who take answers back are told that it did not work; what they sent is deleted.',
  community: 'people cannot open a survey, and stewards cannot open or close one.',
  invitations: 'people with an invitation cannot begin, or cannot send their answers.',
  followups: 'people cannot leave a way to reach them; their answers are safe.',
  budgets: 'nobody notices: sending goes on, and a flood is counted less well.',
  series: 'the community waits for its report; no respondent notices and no answer is lost.',
}

/** Every alarm on a failure. What costs too much and what touches a key is in watch.ts. */
export function addAlarms(scope: Construct, prefix: string, tell: IAlarmAction, data: DataStack, compute: ComputeStack): void {
  for (const [name, made] of compute.functions) {
    const id = pascal(name)
    new ImpactAlarm(scope, `${id}Fails`, {
      name: `${prefix}-${name}-fails`,
      metric: made.metricErrors(SUM),
      above: 0,
      ...FAILING[name],
      tell,
    })
    new ImpactAlarm(scope, `${id}Full`, {
      name: `${prefix}-${name}-full`,
      metric: made.metricThrottles(SUM),
      above: 0,
      harms: `more calls come than ${name} may answer at once; some people are told to try again.`,
      remedy:
        'a shared link that spreads is good news: raise MOST_AT_ONCE in infra/aws/stacks/compute.ts and deploy. A flood is not: leave it.',
      tell,
    })
  }
  // The function answers its own failures with a page and status 500, so that is where they are seen.
  new ImpactAlarm(scope, 'PagesFail', {
    name: `${prefix}-pages-fail`,
    metric: compute.api.metricServerError(SUM),
    above: 0,
    ...FAILING.respond,
    tell,
  })
  for (const name of keysOf(tables)) {
    new ImpactAlarm(scope, `${pascal(name)}Busy`, {
      name: `${prefix}-${name}-busy`,
      metric: new Metric({
        namespace: 'AWS/DynamoDB',
        metricName: 'ThrottledRequests',
        dimensionsMap: { TableName: data.tables[name].tableName },
        ...SUM,
      }),
      above: 0,
      harms: THROTTLED[name],
      remedy:
        'if it lasts, raise the maximum in infra/aws/constructs/private-table.ts and deploy; the bill has a maximum for the same reason.',
      tell,
    })
  }
  for (const name of keysOf(workflows)) {
    new ImpactAlarm(scope, `${pascal(name)}Breaks`, {
      name: `${prefix}-${name}-breaks`,
      metric: new Metric({
        namespace: 'AWS/States',
        metricName: 'ExecutionsFailed',
        dimensionsMap: { StateMachineArn: compute.workflow(name).arn },
        ...SUM,
      }),
      above: 0,
      ...FAILING[workflows[name].function],
      tell,
    })
  }
  for (const name of keysOf(schedules)) {
    const { workflow } = schedules[name]
    new ImpactAlarm(scope, `${pascal(name)}Missed`, {
      name: `${prefix}-${name}-missed`,
      metric: new Metric({
        namespace: 'AWS/States',
        metricName: 'ExecutionsSucceeded',
        dimensionsMap: { StateMachineArn: compute.workflow(workflow).arn },
        statistic: 'Sum',
        period: Duration.days(1),
      }),
      missed: true,
      harms: FAILING[workflows[workflow].function].harms,
      remedy: `start the workflow ${workflow} by hand (docs/deploy.md), then look why its schedule did not.`,
      tell,
    })
  }
}
