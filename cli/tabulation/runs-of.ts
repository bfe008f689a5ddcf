import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { placeOfStage } from '#cli/stage.ts'
import { CodedError } from '#shared/problem.ts'
import { accountOfCredentials } from '#shared/storage/account.ts'
import { StorageError } from '#shared/storage/error.ts'
import { folderRuns } from '#shared/storage/runs/folder-runs.ts'
import type { Runs } from '#shared/storage/runs/run.ts'
import { stepFunctionsRuns } from '#shared/storage/runs/step-functions-runs.ts'

/** The tabulations of a data folder, whether or not a deployment runs on it. Throws CodedError. */
export function runsIn(dataDir: string): Runs {
  const root = resolve(dataDir)
  if (!existsSync(root))
    throw new CodedError(
      'no-deployment',
      `There is no folder ${dataDir}. Name the data folder with --data, or a stage on AWS with --stage.`,
    )
  return folderRuns(join(root, 'runs', 'tabulation'))
}

/** The tabulations of a stage on AWS, by the name that infra/aws/names.ts gives its workflow. */
export async function runsOnAws(stage: string): Promise<Runs> {
  const { region, account } = await placeOfStage(stage)
  const owner = account ?? (await accountOfCredentials(region).catch(inWords(stage)))
  const runs = stepFunctionsRuns({
    machine: `arn:${partitionOf(region)}:states:${region}:${owner}:stateMachine:chorus-${stage}-tabulation`,
    region,
    endpoint: process.env.AWS_ENDPOINT_URL,
  })
  return { latest: (most) => runs.latest(most).catch(inWords(stage)) }
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

function inWords(stage: string): (thrown: unknown) => never {
  return (thrown) => {
    if (!(thrown instanceof StorageError)) throw thrown
    throw new CodedError(
      'no-deployment',
      `The tabulations of ${stage} cannot be read: ${thrown.message}. Take on the role in the output StewardRoleArn (docs/deploy.md), and look whether ${stage} is deployed.`,
    )
  }
}
