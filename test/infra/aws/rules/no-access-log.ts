import { absent, allAre, change, nowhere, type Rule, set } from './rule.ts'

const API = 'AWS::ApiGatewayV2::Stage'
const LINE = { DestinationArn: 'arn:aws:logs:eu-central-1:123456789012:log-group:x', Format: '$context.requestId' }

export const noAccessLog: Rule = {
  promise: 'the API keeps no access log, not even one without addresses, and counts no route on its own',
  broken: (stage) => [
    ...allAre(stage, API, {
      AccessLogSettings: absent,
      AccessLogSetting: absent,
      RouteSettings: absent,
      ClientCertificateId: absent,
      StageVariables: absent,
      DefaultRouteSettings: {
        DetailedMetricsEnabled: false,
        DataTraceEnabled: absent,
        LoggingLevel: absent,
        ThrottlingRateLimit: (limit: unknown) => Number(limit) > 0,
        ThrottlingBurstLimit: (limit: unknown) => Number(limit) > 0,
      },
    }),
    ...allAre(stage, 'AWS::ApiGatewayV2::Integration', { RequestParameters: absent, PayloadFormatVersion: '2.0' }),
    ...nowhere(stage, ['AccessLogSettings', 'AccessLogSetting', 'DataTraceEnabled']),
  ],
  attacks: {
    'an access log has the address': change(API, set('AccessLogSettings', { ...LINE, Format: '$context.identity.sourceIp' })),
    'an access log has only the id of a request': change(API, set('AccessLogSettings', LINE)),
    'every route is counted': change(API, set('DefaultRouteSettings.DetailedMetricsEnabled', true)),
    'one route is counted': change(API, set('RouteSettings', { 'GET /': { DetailedMetricsEnabled: true } })),
    'requests and answers are traced': change(API, set('DefaultRouteSettings.DataTraceEnabled', true)),
    'the throttle is taken away': change(API, set('DefaultRouteSettings.ThrottlingRateLimit', undefined)),
    'the address is passed on as a header': change(
      'AWS::ApiGatewayV2::Integration',
      set('RequestParameters', { 'append:header.ip': '$context.identity.sourceIp' }),
    ),
  },
}
