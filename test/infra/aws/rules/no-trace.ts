import { absent, allAre, change, nowhere, oneOf, type Rule, set } from './rule.ts'

const FUNCTION = 'AWS::Lambda::Function'
const MACHINE = 'AWS::StepFunctions::StateMachine'

export const noTrace: Rule = {
  promise: 'nothing follows a request through services, and the platform writes no line about a call that went well',
  broken: (stage) => [
    ...allAre(stage, FUNCTION, {
      TracingConfig: absent,
      Layers: absent,
      DeadLetterConfig: absent,
      FileSystemConfigs: absent,
      LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN', ApplicationLogLevel: oneOf(undefined, 'INFO', 'WARN', 'ERROR') },
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      ReservedConcurrentExecutions: (most: unknown) => Number(most) > 0 && Number(most) <= 900,
      Environment: { Variables: (all: unknown) => !/XRAY|OTEL|NODE_OPTIONS|DEBUG/i.test(Object.keys(Object(all)).join()) },
    }),
    ...allAre(stage, MACHINE, {
      TracingConfiguration: { Enabled: false },
      LoggingConfiguration: { Level: 'OFF', IncludeExecutionData: false, Destinations: absent },
    }),
    // A failed call that is sent somewhere would be sent with its event, address and all.
    ...nowhere(stage, ['OnFailure', 'OnSuccess', 'DestinationConfig', 'DeadLetterConfig']),
  ],
  attacks: {
    'X-Ray follows a function': change(FUNCTION, set('TracingConfig', { Mode: 'Active' })),
    'X-Ray follows a workflow': change(MACHINE, set('TracingConfiguration.Enabled', true)),
    'a workflow is logged, with what it carries': change(
      MACHINE,
      set('LoggingConfiguration', { Level: 'ALL', IncludeExecutionData: true }),
    ),
    'a workflow is logged when it fails': change(MACHINE, set('LoggingConfiguration.Level', 'ERROR')),
    'the platform writes a line a call': change(FUNCTION, set('LoggingConfig.SystemLogLevel', 'INFO')),
    'the platform writes lines of text': change(FUNCTION, set('LoggingConfig', { LogGroup: 'x', LogFormat: 'Text' })),
    'a layer watches': change(FUNCTION, set('Layers', ['arn:aws:lambda:eu-central-1:580247275435:layer:LambdaInsightsExtension:53'])),
    'Node is told to load something else': change(FUNCTION, set('Environment.Variables.NODE_OPTIONS', '--require /opt/agent.js')),
    'failed events are sent to a queue': change(
      'AWS::Lambda::EventInvokeConfig',
      set('DestinationConfig', { OnFailure: { Destination: 'arn:aws:sqs:eu-central-1:123456789012:q' } }),
    ),
    'a flood has no bound': change(FUNCTION, set('ReservedConcurrentExecutions', undefined)),
  },
}
