import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Config } from '../config.ts'
import { FrontDoor } from '../constructs/front-door.ts'
import { prefixOf } from '../names.ts'
import type { ComputeStack } from './compute.ts'

export type EdgeProps = StackProps & { readonly config: Config; readonly compute: ComputeStack }

/** The one address that people see: the respondents' pages, and what is published under /r. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { config, compute, ...props }: EdgeProps) {
    super(scope, id, props)
    const { distribution } = new FrontDoor(this, 'FrontDoor', {
      name: `${prefixOf(config)}-${config.region}`,
      apiHost: `${compute.api.apiId}.execute-api.${this.region}.${this.urlSuffix}`,
      edgeKey: compute.edgeKeys.shown,
      domain: config.domain,
    })
    new CfnOutput(this, 'Address', { value: `https://${config.domain?.name ?? distribution.distributionDomainName}/` })
    new CfnOutput(this, 'PointTheDomainTo', { value: distribution.distributionDomainName })
  }
}
