import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Config } from '../config.ts'
import { findingsFor } from '../constructs/findings-bucket.ts'
import { FrontDoor } from '../constructs/front-door.ts'
import { prefixOf } from '../names.ts'
import type { ComputeStack } from './compute.ts'
import type { DataStack } from './data.ts'

export type EdgeProps = StackProps & { readonly config: Config; readonly data: DataStack; readonly compute: ComputeStack }

/** The one address that people see: the respondents' pages, and the findings under /findings/. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { config, data, compute, ...props }: EdgeProps) {
    super(scope, id, props)
    const { distribution } = new FrontDoor(this, 'FrontDoor', {
      name: `${prefixOf(config)}-${config.region}`,
      apiHost: `${compute.api.apiId}.execute-api.${this.region}.${this.urlSuffix}`,
      findings: findingsFor(this, data.findings),
      domain: config.domain,
    })
    new CfnOutput(this, 'Address', { value: `https://${config.domain?.name ?? distribution.distributionDomainName}/` })
    new CfnOutput(this, 'PointTheDomainTo', { value: distribution.distributionDomainName })
  }
}
