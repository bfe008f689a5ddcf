import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ledgerOf } from '#infra/local/board-ledger.ts'
import { type Deployment, type DeploymentOptions, startDeployment } from '#infra/local/local-deployment.ts'
import { communityOf } from '#infra/local/open-surveys.ts'
import { canonicalBytes, linkOf, versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { approve, BOARD } from './approved.ts'
import { bundleOnce } from './bundles.ts'

export type Running = {
  readonly deployment: Deployment
  readonly origin: URL
  readonly dataDir: string
  /** The failures that a person at the terminal would have seen. */
  readonly failures: readonly string[]
  /** Ends the deployment and keeps its folder, to look into it. */
  stop(): Promise<void>
  /** Ends it if need be, and deletes the folder. */
  remove(): Promise<void>
}

/** The whole local deployment on a folder of its own (or the one given), with these surveys open. */
export async function runDeployment(surveys: readonly Survey[], options: Partial<DeploymentOptions> = {}): Promise<Running> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'chorus-test-')))
  const failures: string[] = []
  const deployment = await startDeployment({
    port: 0,
    onFailure: (message) => failures.push(message),
    bundle: bundleOnce,
    board: BOARD,
    ...options,
    dataDir,
  })
  if (surveys.length > 0) await approve(ledgerOf(deployment), surveys)
  for (const survey of surveys) await openSurvey(deployment, survey)
  let isStopped = false
  async function stop(): Promise<void> {
    if (!isStopped) await deployment.stop()
    isStopped = true
  }
  return {
    deployment,
    origin: new URL(deployment.origin),
    dataDir,
    failures,
    stop,
    async remove() {
      await stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** As the steward, who opens surveys and reads no answer. */
async function openSurvey(deployment: Deployment, survey: Survey): Promise<void> {
  const community = communityOf(deployment)
  const version = versionOf(survey)
  await community.storeSurvey(version, canonicalBytes(survey))
  await community.open({ link: linkOf(survey.id), version })
}
