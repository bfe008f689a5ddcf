import { Duration } from 'aws-cdk-lib'
import { type IAlarmAction, type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { type Capacity, crowdOf } from '../capacity.ts'
import { keysOf } from '../keys-of.ts'
import { schedules, workflows } from '../topology.ts'
import { CROWD, FAILING, FULL, REFUSED, THROTTLED } from './alarm-texts.ts'
import { ImpactAlarm } from './constructs/impact-alarm.ts'
import { pascal } from './names.ts'
import type { ComputeStack } from './stacks/compute.ts'
import type { DataStack } from './stacks/data.ts'
import { isAtFloor } from './table-maxima.ts'

const PERIOD = Duration.minutes(5)
const HOUR = Duration.hours(1)
const SUM = { statistic: 'Sum', period: PERIOD }

/** Makes every alarm on a failure. Alarms on costs and on touched keys are in watch.ts. */
export function addAlarms(
  scope: Construct,
  prefix: string,
  tell: IAlarmAction,
  data: DataStack,
  compute: ComputeStack,
  capacity: Capacity,
): void {
  for (const [name, made] of compute.functions) {
    const id = pascal(name)
    new ImpactAlarm(scope, `${id}Fails`, {
      name: `${prefix}-${name}-fails`,
      metric: made.metricErrors(SUM),
      above: 0,
      ...FAILING[name],
      tell,
    })
    const full = FULL[name]
    if (full)
      new ImpactAlarm(scope, `${id}Full`, {
        name: `${prefix}-${name}-full`,
        metric: made.metricThrottles(SUM),
        above: 0,
        ...full,
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
  new ImpactAlarm(scope, 'Crowd', {
    name: `${prefix}-crowd`,
    metric: compute.api.metricCount({ statistic: 'Sum', period: HOUR }),
    above: crowdOf(capacity, HOUR.toSeconds()),
    ...CROWD,
    tell,
  })
  // The API's own refusals (429) are among these: it has no metric of their own.
  new ImpactAlarm(scope, 'Refused', {
    name: `${prefix}-refused`,
    metric: compute.api.metricClientError(SUM),
    above: crowdOf(capacity, PERIOD.toSeconds()) / 10,
    ...REFUSED,
    tell,
  })
  for (const name of keysOf(THROTTLED)) {
    const { harms, metrics } = THROTTLED[name]
    new ImpactAlarm(scope, `${pascal(name)}Busy`, {
      name: `${prefix}-${name}-busy`,
      metric: sumOf('AWS/DynamoDB', metrics, { TableName: data.tableNames[name] }),
      above: 0,
      harms,
      remedy: `if it lasts, raise ${isAtFloor(capacity, name) ? 'FLOOR in infra/aws/table-maxima.ts' : '`capacity` in the file of the stage'} and deploy. The maximum is there to limit the bill.`,
      tell,
    })
  }
  for (const name of keysOf(workflows)) {
    new ImpactAlarm(scope, `${pascal(name)}Breaks`, {
      name: `${prefix}-${name}-breaks`,
      metric: sumOf('AWS/States', ['ExecutionsFailed', 'ExecutionsTimedOut'], { StateMachineArn: compute.workflow(name).arn }),
      above: 0,
      ...FAILING[workflows[name].function],
      tell,
    })
  }
  for (const name of keysOf(schedules)) {
    const { workflow, every } = schedules[name]
    new ImpactAlarm(scope, `${pascal(name)}Missed`, {
      name: `${prefix}-${name}-missed`,
      metric: new Metric({
        namespace: 'AWS/States',
        metricName: 'ExecutionsSucceeded',
        dimensionsMap: { StateMachineArn: compute.workflow(workflow).arn },
        statistic: 'Sum',
        period: every === 'day' ? Duration.days(1) : HOUR,
      }),
      missed: true,
      harms: FAILING[workflows[workflow].function].harms,
      remedy: `start the workflow ${workflow} by hand (docs/deploy.md), then find out why its schedule did not start it.`,
      tell,
    })
  }
}

/** The sum of several metrics. A metric has no value while it is zero, so each is filled with 0. */
function sumOf(namespace: string, names: readonly string[], dimensionsMap: Record<string, string>): IMetric {
  const metrics = names.map((metricName) => new Metric({ namespace, metricName, dimensionsMap, ...SUM }))
  const [only, ...others] = metrics
  if (only && others.length === 0) return only
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]))
  return new MathExpression({
    expression: Object.keys(usingMetrics)
      .map((id) => `FILL(${id}, 0)`)
      .join(' + '),
    usingMetrics,
    label: names.join(' or '),
    period: PERIOD,
  })
}
