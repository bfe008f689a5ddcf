import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type Deployment, type DeploymentOptions, startDeployment } from '#infra/local/local-deployment.ts'
import { bundleOnce } from '#test/bundles.ts'

export const PROBES = {
  respond: 'test/infra/fixtures/probe.ts',
  console: 'test/infra/fixtures/probe.ts',
  tabulate: 'test/infra/fixtures/steps.ts',
  retain: 'test/infra/fixtures/keeping.ts',
  publish: 'test/infra/fixtures/keeping.ts',
  findings: 'test/infra/fixtures/probe.ts',
}

/** A folder that is removed after the tests of a file. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chorus-infra-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A deployment with probes in place of functions, on a free port. */
export function startProbes(options: Partial<DeploymentOptions> & { dataDir: string }): Promise<Deployment> {
  return startDeployment({ port: 0, onFailure: () => {}, entries: PROBES, bundle: bundleOnce, ...options })
}

/** The answer of a probe, from its JSON. */
export async function ask(deployment: Deployment, path: string, parameters: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(`${deployment.origin}${path}?${new URLSearchParams(parameters)}`)
  return response.json()
}
