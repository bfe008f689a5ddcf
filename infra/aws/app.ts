import { join } from 'node:path'
import { App, Validations } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { AwsSolutionsChecks } from 'cdk-nag'
import { CodedError, describeError } from '#shared/problem.ts'
import { bundleFunction } from '../bundle-function.ts'
import { keysOf } from '../keys-of.ts'
import { functions } from '../topology.ts'
import { type Config, EXAMPLE, readConfig } from './stage-config.ts'
import { addDeployment } from './stage-stacks.ts'

/** The CDK's entry: the stage of `-c stage=<name>`, with the same bundles that the local deployment runs. */
const app = new App()
const stage: unknown = app.node.tryGetContext('stage')
const config = settingsOf(typeof stage === 'string' ? stage : EXAMPLE)

const folder = join(import.meta.dirname, '..', '..', 'cdk.out', 'bundles')
await Promise.all(keysOf(functions).map((name) => bundleFunction(name, folder)))

addDeployment(app, config, (name) => Code.fromAsset(join(folder, name), { exclude: ['*.map'] }))
Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
app.synth()

function settingsOf(name: string): Config {
  try {
    return readConfig(name)
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown
    process.stderr.write(`${describeError(thrown)}\n`)
    process.exit(1)
  }
}
