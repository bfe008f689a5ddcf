import { add, change, type Rule, set } from './rule.ts'

const DASHBOARD = 'AWS::CloudWatch::Dashboard'

export const nobodyWatches: Rule = {
  promise: 'the dashboard shows failures by the day, and no count of visits or items, and nothing from a log',
  broken: (stage) => {
    const found = stage.ofType(DASHBOARD)
    if (found.length === 0) return ['there is no dashboard']
    return found.flatMap(([id, { Properties }]) => {
      const body = JSON.stringify(Properties.DashboardBody)
      const watched =
        body.match(
          /\\?"(Count|Invocations|Requests|ConsumedWriteCapacityUnits|ConsumedReadCapacityUnits|ItemCount|DataProcessed|BytesUploaded|logs?|ExecutionsStarted|NumberOfMessagesPublished)\\?"/g,
        ) ?? []
      const hurried = [...body.matchAll(/\\?"period\\?":\s*(\d+)/g)].filter(([, seconds]) => Number(seconds) < 86_400)
      return [...watched.map((name) => `${id} shows ${name}`), ...hurried.map(([text]) => `${id} shows less than a day: ${text}`)]
    })
  },
  attacks: {
    'visits are counted': change(
      DASHBOARD,
      set('DashboardBody', '{"widgets":[{"properties":{"metrics":[["AWS/ApiGateway","Count"]],"period":86400}}]}'),
    ),
    'calls are counted': change(
      DASHBOARD,
      set('DashboardBody', '{"widgets":[{"properties":{"metrics":[["AWS/Lambda","Invocations"]],"period":86400}}]}'),
    ),
    'writes are counted': change(
      DASHBOARD,
      set('DashboardBody', '{"widgets":[{"properties":{"metrics":[["AWS/DynamoDB","ConsumedWriteCapacityUnits"]]}}]}'),
    ),
    'failures are shown by the minute': change(
      DASHBOARD,
      set('DashboardBody', '{"widgets":[{"properties":{"metrics":[["AWS/ApiGateway","5xx"]],"period":60}}]}'),
    ),
    'a log is shown': change(DASHBOARD, set('DashboardBody', '{"widgets":[{"type":"log"}]}')),
    'there is a second one': add(DASHBOARD, { DashboardBody: '{"metrics":[["AWS/CloudFront","Requests"]]}' }),
  },
}
