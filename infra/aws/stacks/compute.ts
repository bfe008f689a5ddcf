import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Code } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { limitsOf, throttleOf } from '../../capacity.ts'
import { type Addresses, environmentOf } from '../../environment.ts'
import { keysOf } from '../../keys-of.ts'
import { type FunctionName, type FunctionSpec, functions, operators, schedules, type WorkflowName, workflows } from '../../topology.ts'
import { atOnce } from '../at-once.ts'
import type { Config } from '../config.ts'
import { EdgeKeys } from '../constructs/edge-keys.ts'
import { PrivateFunction } from '../constructs/private-function.ts'
import { RespondentsApi } from '../constructs/respondents-api.ts'
import { ScheduledStart } from '../constructs/scheduled-start.ts'
import { WorkflowMachine } from '../constructs/workflow-machine.ts'
import { deployerArnOf, pascal, prefixOf, roleArnOf, roleNameOf, workflowNameOf } from '../names.ts'
import type { DataStack } from './data.ts'

export type ComputeProps = StackProps & {
  readonly config: Config
  readonly data: DataStack
  readonly codeOf: (name: FunctionName) => Code
}

/** The functions, the way in for respondents and the board, and the workflows. Nothing here keeps anything. */
export class ComputeStack extends Stack {
  readonly functions: ReadonlyMap<FunctionName, PrivateFunction>
  readonly workflows: ReadonlyMap<WorkflowName, WorkflowMachine>
  readonly api: RespondentsApi
  readonly edgeKeys: EdgeKeys

  constructor(scope: Construct, id: string, { config, data, codeOf, ...props }: ComputeProps) {
    super(scope, id, props)
    const addresses = addressesOf(data, config)
    const reached = keysOf(functions).filter((name) => functions[name].routes.length > 0)
    this.edgeKeys = new EdgeKeys(this, 'EdgeKeys', {
      number: config.edgeKey,
      description: `What CloudFront shows to the functions of ${config.stage}`,
      key: data.keys.secrets,
      functions: reached.map((name) => ({ name: pascal(name), role: data.roles.of(name), arn: roleArnOf(this, roleNameOf(config, name)) })),
      deployer: deployerArnOf(this, config),
    })
    this.functions = new Map(
      keysOf(functions).map((name) => {
        const made = new PrivateFunction(this, pascal(name), {
          spec: functions[name],
          description: `${name} of ${config.stage}`,
          code: codeOf(name),
          environment: {
            ...environmentOf(functions[name], addresses),
            ...publicHostOf(functions[name], config),
            ...(reached.includes(name) && this.edgeKeys.environment),
            ...limitsFor(functions[name], config),
          },
          role: data.roles.of(name),
          atOnce: atOnce(config.capacity)[name],
        })
        return [name, made] as const
      }),
    )
    this.api = new RespondentsApi(this, 'Api', {
      name: prefixOf(config),
      throttle: throttleOf(config.capacity),
      functions: keysOf(functions).map((name) => ({ function: this.function(name), routes: functions[name].routes })),
    })
    this.workflows = new Map(
      keysOf(workflows).map((name) => {
        const workflow = workflows[name]
        return [
          name,
          new WorkflowMachine(this, pascal(name), {
            name: workflowNameOf(config, name),
            workflow,
            handler: this.function(workflow.function),
          }),
        ] as const
      }),
    )
    for (const name of keysOf(schedules)) {
      const { workflow, every } = schedules[name]
      new ScheduledStart(this, `${pascal(name)}Start`, {
        name: `${prefixOf(config)}-${name}`,
        description: `Starts ${workflow} of ${config.stage} once ${every === 'day' ? 'a day' : 'an hour'}.`,
        every,
        workflow: this.workflow(workflow),
      })
    }
    for (const name of keysOf(operators)) {
      const resources = operators[name].workflows.map((workflow) => this.workflow(workflow).arn)
      const starts = new PolicyStatement({ actions: ['states:StartExecution'], resources })
      // What went in and what came out: the history of a run, with its encrypted counts, stays closed.
      const followed = operators[name].follows.map((workflow) => this.workflow(workflow))
      const lists = new PolicyStatement({ actions: ['states:ListExecutions'], resources: followed.map(({ arn }) => arn) })
      const reads = new PolicyStatement({ actions: ['states:DescribeExecution'], resources: followed.map(({ runsArn }) => runsArn) })
      new Policy(this, `${pascal(name)}Starts`, { roles: [data.roles.of(name)], statements: [starts, lists, reads] })
    }
    for (const [name, { arn }] of this.workflows) new CfnOutput(this, `${pascal(name)}Workflow`, { value: arn })
  }

  function(name: FunctionName): PrivateFunction {
    const made = this.functions.get(name)
    if (!made) throw new Error(`there is no function ${name}`)
    return made
  }

  workflow(name: WorkflowName): WorkflowMachine {
    const made = this.workflows.get(name)
    if (!made) throw new Error(`there is no workflow ${name}`)
    return made
  }
}

/** Behind CloudFront a function is told the name of the API, and not the one that people see. Without a domain of one's own that one is not known yet. */
function publicHostOf({ routes }: Pick<FunctionSpec, 'routes'>, { domain }: Config): Record<string, string> {
  return routes.length > 0 && domain ? { CHORUS_PUBLIC_HOST: domain.name } : {}
}

/** The topology's limits, as far as the stage is meant for more or fewer people. */
function limitsFor({ settings }: FunctionSpec, { capacity }: Config): Record<string, string> {
  return settings?.CHORUS_LIMITS === undefined ? {} : { CHORUS_LIMITS: JSON.stringify(limitsOf(capacity)) }
}

/** A secret is given by where it is kept, and read at the first call; so it is in no environment that a console shows. */
function addressesOf({ tableNames, bucketNames, holdings }: DataStack, { storyPublicKey, board }: Config): Addresses {
  return {
    table: (name) => tableNames[name],
    bucket: (name) => `s3://${bucketNames[name]}`,
    secret: (name, half) => (half === 'public' ? storyPublicKey : holdings.secret(name)),
    board,
  }
}
