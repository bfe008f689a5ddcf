import { Stack } from 'aws-cdk-lib'
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import type { Workflow } from '../../topology.ts'
import { definitionOf } from '../state-machine-definition.ts'

/** A workflow of the topology. Its history holds encrypted counts only; nothing of it is logged or traced. */
export class WorkflowMachine extends Construct {
  readonly arn: string

  constructor(scope: Construct, id: string, { workflow, handler }: { readonly workflow: Workflow; readonly handler: IFunction }) {
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
      roleArn: role.roleArn,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Step Functions fills it in, from the line below.
      definition: definitionOf(workflow, '${handler}'),
      definitionSubstitutions: { handler: handler.functionArn },
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    })
    machine.node.addDependency(mayCall)
    this.arn = machine.ref
  }
}
