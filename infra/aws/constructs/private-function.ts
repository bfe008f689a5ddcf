import { Duration } from 'aws-cdk-lib'
import { Effect, type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import type { FunctionSpec } from '../../topology.ts'
import { BriefLogGroup } from './brief-log-group.ts'

export type PrivateFunctionProps = {
  readonly spec: FunctionSpec
  readonly description: string
  /** The output of infra/bundle-function.ts: `index.mjs` with everything inside. */
  readonly code: Code
  readonly environment: Readonly<Record<string, string>>
  /** It may do what this role may, and write its own log. */
  readonly role: IRole
  /** The number of calls that may run at once; it also limits the cost of a flood. */
  readonly atOnce: number
}

/**
 * A function as the topology has it. A visit that goes well leaves no line in its log: the platform's own lines, one a
 * call with the time to the millisecond, would be an order of arrival. No tracing, no extension, no telemetry.
 */
export class PrivateFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, { spec, description, code, environment, role, atOnce }: PrivateFunctionProps) {
    const logGroup = new BriefLogGroup(scope, `${id}Log`)
    super(scope, id, {
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code,
      memorySize: spec.memoryMb,
      timeout: Duration.seconds(spec.timeoutSeconds),
      environment: { ...environment },
      role,
      reservedConcurrentExecutions: atOnce,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: Tracing.DISABLED,
      recursiveLoop: RecursiveLoop.TERMINATE,
      retryAttempts: 0,
    })
    const mayLog = new Policy(scope, `${id}MayLog`, {
      roles: [role],
      statements: [
        new PolicyStatement({
          effect: Effect.ALLOW,
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
      ],
    })
    this.node.addDependency(mayLog)
  }
}
