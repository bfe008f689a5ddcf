import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

/** A folder for bundles, empty whenever the code has changed; see bundles.ts. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'chorus-bundles-'))
  process.env.CHORUS_TEST_BUNDLES = folder
  project.onTestsRerun(async () => {
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true })
  })
  return () => rm(folder, { recursive: true, force: true })
}
