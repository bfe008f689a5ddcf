import { change, type Rule, set } from './rule.ts'

const ALARM = 'AWS::CloudWatch::Alarm'
const TEXT = /^Whom it harms: [a-z].{15,}\.\nWhat to do: [a-z].{15,}\.$/s

/** Which dimensions CloudWatch keeps a metric by: with others an alarm looks at nothing, and is silent for ever. */
const KEPT_BY: Readonly<Record<string, readonly string[]>> = {
  'AWS/Lambda Errors': ['FunctionName'],
  'AWS/Lambda Throttles': ['FunctionName'],
  'AWS/ApiGateway 4xx': ['ApiId'],
  'AWS/ApiGateway 5xx': ['ApiId'],
  'AWS/ApiGateway Count': ['ApiId'],
  'AWS/DynamoDB ReadThrottleEvents': ['TableName'],
  'AWS/DynamoDB WriteThrottleEvents': ['TableName'],
  'AWS/States ExecutionsFailed': ['StateMachineArn'],
  'AWS/States ExecutionsTimedOut': ['StateMachineArn'],
  'AWS/States ExecutionsSucceeded': ['StateMachineArn'],
}

export const alarmsTell: Rule = {
  promise: 'every alarm looks at something that is counted, tells somebody, and says whom it harms and what to do',
  broken: (stage) => {
    const found = stage.ofType(ALARM)
    if (found.length === 0) return ['there is no alarm']
    return found.flatMap(([id, { Properties }]) => [
      ...(TEXT.test(String(Properties.AlarmDescription)) ? [] : [`${id} does not say whom it harms and what to do`]),
      ...(Array.isArray(Properties.AlarmActions) && Properties.AlarmActions.length > 0 ? [] : [`${id} tells nobody`]),
      ...metricsOf(Properties).flatMap(({ Namespace, MetricName, Dimensions }) => {
        const by = Array.isArray(Dimensions) ? Dimensions.map((each) => String(each.Name)) : []
        const known = KEPT_BY[`${Namespace} ${MetricName}`]
        return known && JSON.stringify(known) === JSON.stringify(by) ? [] : [`${id} looks at ${Namespace} ${MetricName} by ${by.join()}`]
      }),
    ])
  },
  attacks: {
    'an alarm says nothing': change(ALARM, set('AlarmDescription', undefined)),
    'an alarm says what it counts': change(ALARM, set('AlarmDescription', 'Errors > 0')),
    'an alarm tells nobody': change(ALARM, set('AlarmActions', [])),
    'an alarm looks at what nobody counts': change(ALARM, (properties) => {
      for (const name of ['Metrics', 'ExtendedStatistic']) delete properties[name]
      Object.assign(properties, {
        Namespace: 'AWS/DynamoDB',
        MetricName: 'ThrottledRequests',
        Dimensions: [{ Name: 'TableName', Value: 'x' }],
      })
    }),
  },
}

type Metric = { readonly Namespace?: unknown; readonly MetricName?: unknown; readonly Dimensions?: readonly { Name: unknown }[] }

/** The one metric of an alarm, or those that it adds up. */
function metricsOf(properties: Record<string, unknown>): Metric[] {
  if (!Array.isArray(properties.Metrics)) return [properties as Metric]
  return properties.Metrics.flatMap((each) => (each.MetricStat ? [each.MetricStat.Metric as Metric] : []))
}
