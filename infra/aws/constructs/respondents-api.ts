import { CfnStage, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import * as z from 'zod'
import type { Throttle } from '../../capacity.ts'

const route = z.templateLiteral([z.enum(HttpMethod), ' /', z.string()])

export type RespondentsApiProps = {
  readonly name: string
  /** For everybody together. Nobody is counted on their own: that would need an address. */
  readonly throttle: Throttle
  readonly functions: readonly { readonly function: IFunction; readonly routes: readonly string[] }[]
}

/** The HTTP API with the topology's routes. It keeps no access log: by default that is an address and a time a line. */
export class RespondentsApi extends HttpApi {
  constructor(scope: Construct, id: string, { name, throttle, functions }: RespondentsApiProps) {
    super(scope, id, { apiName: name, createDefaultStage: false, description: 'Respondents pages. No access log.' })
    this.addStage('Stage', { stageName: '$default', autoDeploy: true, throttle })
    for (const { function: handler, routes } of functions) {
      const integration = new HttpLambdaIntegration(`${handler.node.id}Integration`, handler)
      for (const each of routes) this.addRoutes({ ...methodAndPath(each), integration })
    }
    // Detailed metrics would count each route on its own: who counts on a small survey sees one person walk through it.
    for (const stage of this.node.findAll().filter((each) => each instanceof CfnStage)) {
      stage.addPropertyOverride('DefaultRouteSettings.DetailedMetricsEnabled', false)
    }
  }
}

/** `GET /{proxy+}` as the method and the path that API Gateway wants apart. */
function methodAndPath(text: string): { methods: HttpMethod[]; path: string } {
  const [method = '', path = ''] = route.parse(text).split(' ', 2)
  return { methods: [z.enum(HttpMethod).parse(method)], path }
}
