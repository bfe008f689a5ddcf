import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import * as z from 'zod'
import { configOf } from '#infra/aws/stage-config.ts'
import { addDeployment } from '#infra/aws/stage-stacks.ts'
import { keysOf } from '#infra/keys-of.ts'
import { functions } from '#infra/topology.ts'
import { bundleOnce } from '#test/bundles.ts'
import { QUICKLY, SETTINGS } from '#test/infra/aws/synthesised.ts'
import type { LambdaSpec } from './instance.ts'

const template = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) })),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() })).default({}),
})
const lambda = z.looseObject({
  Code: z.looseObject({ S3Key: z.string() }),
  Handler: z.string(),
  MemorySize: z.int(),
  Timeout: z.int(),
  ReservedConcurrentExecutions: z.int(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
})

export type Assembly = {
  readonly functions: readonly (LambdaSpec & { readonly atOnce: number })[]
  /** `METHOD /path` to the name of the function. */
  readonly routes: readonly { readonly route: string; readonly function: string }[]
  /** Name of the workflow to its definition. */
  readonly workflows: ReadonlyMap<string, unknown>
}

/** Synthesises a deployment into a folder with the real bundles, and reads it back from its templates alone. */
export async function assemble(folder: string): Promise<Assembly> {
  const bundles = join(folder, 'bundles')
  await Promise.all(keysOf(functions).map((name) => bundleOnce(name, bundles)))
  const app = new App({ ...QUICKLY, outdir: join(folder, 'assembly') })
  addDeployment(app, configOf('local', SETTINGS, 'the test'), (name) => Code.fromAsset(join(bundles, name), { exclude: ['*.map'] }))
  app.synth()
  const read = (stack: string) =>
    template.parse(JSON.parse(readFileSync(join(folder, 'assembly', `chorus-local-${stack}.template.json`), 'utf8')))
  return readBack(read('data'), read('compute'), join(folder, 'assembly'))
}

type Template = z.infer<typeof template>

function readBack(data: Template, compute: Template, folder: string): Assembly {
  const ofType = (type: string) => Object.entries(compute.Resources).filter(([, { Type }]) => Type === type)
  const idOf = (name: string) => name.toLowerCase().replace(/[0-9a-f]{8}$/i, '')
  const made = ofType('AWS::Lambda::Function').map(([id, { Properties }]) => {
    const { Code: code, Handler, MemorySize, Timeout, ReservedConcurrentExecutions, Environment } = lambda.parse(Properties)
    const environment = Object.fromEntries(Object.entries(Environment.Variables).map(([name, value]) => [name, resolve(value, data)]))
    const root = join(folder, `asset.${code.S3Key.replace('.zip', '')}`)
    const sizes = { memoryMb: MemorySize, timeoutSeconds: Timeout, atOnce: ReservedConcurrentExecutions }
    return { name: idOf(id), root, handler: Handler, environment, ...sizes }
  })
  const routes = ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
    const integration = JSON.stringify(Properties.Target).match(/"Ref":"(\w+)"/)?.[1] ?? ''
    const called = JSON.stringify(compute.Resources[integration]?.Properties).match(/"Fn::GetAtt":\["(\w+)","Arn"\]/)?.[1] ?? ''
    return { route: String(Properties.RouteKey), function: idOf(called) }
  })
  const workflows = ofType('AWS::StepFunctions::StateMachine').map(([id, { Properties }]) => {
    const name = id.replace(/Machine[0-9A-F]{8}$/, '').toLowerCase()
    return [
      name,
      {
        definition: Properties.Definition,
        called: idOf(JSON.stringify(Properties.DefinitionSubstitutions).match(/\["(\w+)","Arn"\]/)?.[1] ?? ''),
      },
    ] as const
  })
  return { functions: made, routes, workflows: new Map(workflows) }
}

/** Reads in a reference to another stack the name of what it leads to, as this machine knows it (`ResponsesTable` is `responses`). */
function resolve(value: unknown, data: Template): string {
  if (typeof value === 'string') return value
  const {
    'Fn::Join': joined,
    'Fn::ImportValue': imported,
    Ref,
  } = z
    .looseObject({
      'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]).optional(),
      'Fn::ImportValue': z.string().optional(),
      Ref: z.string().optional(),
    })
    .parse(value)
  if (joined) return joined[1].map((part) => resolve(part, data)).join(joined[0])
  if (imported) return resolve(Object.values(data.Outputs).find((each) => each.Export?.Name === imported)?.Value, data)
  if (Ref?.endsWith('Secret')) return secretArn(Ref)
  if (Ref && data.Resources[Ref]) return Ref.replace(/(Table|Bucket)$/, '').toLowerCase()
  throw new Error(`cannot follow ${JSON.stringify(value)}`)
}

export function secretArn(id: string): string {
  return `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${id}-AbCdEf`
}
