import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { bundleFunction } from '#infra/bundle.ts'
import { keysOf } from '#infra/keys-of.ts'
import { functions } from '#infra/topology.ts'
import { budgeted, median, percentile, type Row } from './row.ts'

const BUDGET = { minKb: 450, gzipKb: 140, importMs: 70 }
const FRESH_PROCESSES = 15
const KB = 1024

/** How large each function is as deployed, and how long a fresh process needs to load it. */
export async function benchBundles(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'chorus-bench-'))
  try {
    const bundles = await Promise.all(keysOf(functions).map(async (name) => ({ name, ...(await bundleFunction(name, folder)) })))
    const times = new Map(bundles.map(({ name }) => [name, [] as number[]]))
    // In turn, so that a busy moment of the machine hits each alike. The first round warms the file cache.
    for (let round = 0; round <= FRESH_PROCESSES; round++) {
      for (const { name, path } of bundles) {
        const took = await importMs(path)
        if (round > 0) times.get(name)?.push(took)
      }
    }
    const rows = bundles.map(async ({ name, path }) => {
      const bytes = await readFile(path)
      const took = times.get(name) ?? []
      return [
        budgeted(`${name}: bundle, minified`, bytes.length / KB, 'KB', { atMost: BUDGET.minKb }),
        budgeted(`${name}: bundle, gzip`, gzipSync(bytes, { level: 9 }).length / KB, 'KB', { atMost: BUDGET.gzipKb }),
        budgeted(
          `${name}: import in a fresh process, median`,
          median(took),
          'ms',
          { atMost: BUDGET.importMs },
          { detail: `min ${percentile(took, 0).toFixed(1)}` },
        ),
      ]
    })
    return (await Promise.all(rows)).flat()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const run = promisify(execFile)

async function importMs(path: string): Promise<number> {
  const script = `const t = performance.now(); await import(${JSON.stringify(pathToFileURL(path).href)}); console.log(performance.now() - t); process.exit(0)`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script])
  return Number(stdout)
}
