import { type App, Tags } from 'aws-cdk-lib'
import type { Code } from 'aws-cdk-lib/aws-lambda'
import type { FunctionName } from '../topology.ts'
import { acknowledge } from './acknowledgements.ts'
import { prefixOf } from './names.ts'
import { ComputeStack } from './stacks/compute.ts'
import { DataStack } from './stacks/data.ts'
import { EdgeStack } from './stacks/edge.ts'
import { GuardStack } from './stacks/guard.ts'
import { WatchStack } from './stacks/watch.ts'
import type { Config } from './stage-config.ts'

export type Stacks = {
  readonly data: DataStack
  readonly compute: ComputeStack
  readonly edge: EdgeStack
  readonly watch: WatchStack
  readonly guard: GuardStack
}

/** Types of resources to which CloudFormation gives no tags. */
const UNTAGGED = ['AWS::Budgets::Budget', 'AWS::CloudWatch::Dashboard']

/** One stage: what lasts, what runs, what is seen, what is watched, here and in us-east-1. */
export function addDeployment(app: App, config: Config, codeOf: (name: FunctionName) => Code): Stacks {
  const prefix = prefixOf(config)
  // The CDK looks for its bucket and roles under this name, and our key policies (names.ts) speak of the same roles.
  app.node.setContext('@aws-cdk/core:bootstrapQualifier', config.bootstrapQualifier)
  const props = { config, env: { region: config.region, ...(config.account && { account: config.account }) }, terminationProtection: false }
  const data = new DataStack(app, `${prefix}-data`, { ...props, terminationProtection: true, description: 'Chorus: what lasts' })
  const compute = new ComputeStack(app, `${prefix}-compute`, { ...props, data, codeOf, description: 'Chorus: what runs' })
  const edge = new EdgeStack(app, `${prefix}-edge`, { ...props, compute, description: 'Chorus: what people see' })
  const watch = new WatchStack(app, `${prefix}-watch`, { ...props, data, compute, description: 'Chorus: what stewards are told' })
  const global = { ...props, env: { ...props.env, region: 'us-east-1' } }
  const guard = new GuardStack(app, `${prefix}-guard`, { ...global, description: 'Chorus: what stewards are told of roles' })
  const stacks = { data, compute, edge, watch, guard }
  for (const stack of Object.values(stacks)) Tags.of(stack).add('chorus-stage', config.stage, { excludeResourceTypes: UNTAGGED })
  acknowledge(stacks, config)
  return stacks
}
