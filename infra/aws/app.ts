import { join } from 'node:path'
import { App, Validations } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { AwsSolutionsChecks } from 'cdk-nag'
import { bundleFunction } from '../bundle.ts'
import { keysOf } from '../keys-of.ts'
import { functions } from '../topology.ts'
import { EXAMPLE, readConfig } from './config.ts'
import { addDeployment } from './deployment.ts'

/** The CDK's entry: the stage of `-c stage=<name>`, with the same bundles that the local deployment runs. */
const app = new App()
const stage: unknown = app.node.tryGetContext('stage')
const config = readConfig(typeof stage === 'string' ? stage : EXAMPLE)

const folder = join(import.meta.dirname, '..', '..', 'cdk.out', 'bundles')
await Promise.all(keysOf(functions).map((name) => bundleFunction(name, folder)))

addDeployment(app, config, (name) => Code.fromAsset(join(folder, name), { exclude: ['*.map'] }))
Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
app.synth()
