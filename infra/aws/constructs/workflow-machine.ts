import { ArnFormat, Stack } from 'aws-cdk-lib'
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import type { Workflow } from '../../topology.ts'
import { definitionOf } from '../state-machine-definition.ts'

export type WorkflowMachineProps = {
  /** By it the steward's command finds the workflow: cli/tabulation/runs-of.ts. */
  readonly name: string
  readonly workflow: Workflow
  readonly handler: IFunction
}

/** A workflow of the topology. Its history holds encrypted counts only; nothing of it is logged or traced. */
export class WorkflowMachine extends Construct {
  readonly arn: string
  /** Every run of it, and no run of another. */
  readonly runsArn: string

  constructor(scope: Construct, id: string, { name, workflow, handler }: WorkflowMachineProps) {
    super(scope, id)
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    })
    const mayCall = new Policy(this, 'MayCall', {
      roles: [role],
      statements: [new PolicyStatement({ effect: Effect.ALLOW, actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] })],
    })
    const machine = new CfnStateMachine(this, 'Machine', {
      stateMachineName: name,
      roleArn: role.roleArn,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Step Functions fills it in, from the line below.
      definition: definitionOf(workflow, '${handler}'),
      definitionSubstitutions: { handler: handler.functionArn },
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    })
    machine.node.addDependency(mayCall)
    this.arn = machine.ref
    this.runsArn = Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${name}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })
  }
}
