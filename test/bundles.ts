import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { bundleFunction } from '#infra/bundle-function.ts'
import { type FunctionName, functions } from '#infra/topology.ts'

/** Where `npm test` keeps the bundles of one run; elsewhere there is none. */
export const KEPT = process.env.CHORUS_TEST_BUNDLES

/** The output of `bundleFunction`, built once a run of the tests and copied from then on: building takes longer than most tests. */
export async function bundleOnce(
  name: FunctionName,
  folder: string,
  entry: string = functions[name].entry,
): Promise<{ readonly path: string }> {
  if (!KEPT) return bundleFunction(name, folder, entry)
  const kept = join(KEPT, `${name}-${entry.replaceAll(/\W/g, '-')}`)
  if (!(await isThere(kept))) await build(name, kept, entry)
  const own = join(folder, name)
  await rm(own, { recursive: true, force: true })
  await cp(join(kept, name), own, { recursive: true })
  return { path: join(own, 'index.mjs') }
}

/** In the dark, then at its place at once: another worker may be building the same. */
async function build(name: FunctionName, kept: string, entry: string): Promise<void> {
  const making = await mkdtemp(`${kept}-`)
  await bundleFunction(name, making, entry)
  await rename(making, kept).catch(async (failed) => {
    if (!(await isThere(kept))) throw failed
    await rm(making, { recursive: true })
  })
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
