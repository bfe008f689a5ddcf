import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { bundleFunction } from '#infra/bundle-function.ts'
import { keysOf } from '#infra/keys-of.ts'
import { type FunctionName, functions } from '#infra/topology.ts'
import { budgeted, median, type Row, rounded } from './row.ts'

/**
 * People wait for respond to start. Nobody waits for tabulate, which has the audit, its solver and a client of S3 inside. By the reports of esbuild, of every function 80 KB are zod
 * and 190 to 330 the SDK; of those that read or write reports, 113 are the YAML of CITATION.cff and 64 the words of a report in four languages. Of
 * respond, 31 are hono, and the rest its pages and what a board has approved.
 */
const BUDGET = {
  respond: { minKb: 510, gzipKb: 170, importMs: 70 },
  console: { minKb: 1150, gzipKb: 382, importMs: 250 },
  retain: { minKb: 315, gzipKb: 100, importMs: 90 },
  tabulate: { minKb: 945, gzipKb: 308, importMs: 150 },
  publish: { minKb: 870, gzipKb: 280, importMs: 150 },
  findings: { minKb: 910, gzipKb: 298, importMs: 150 },
} as const satisfies Record<FunctionName, unknown>
const FRESH_PROCESSES = 15
const KB = 1024

/** The size of each function as deployed, and the time that a fresh process needs to load it. Other work only ever adds, so the quickest counts. */
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
    const rows = bundles.map(async ({ name, atStart, later }) => {
      const bytes = await contentsOf(atStart)
      const files = await Promise.all(later.map((file) => contentsOf([file])))
      const took = times.get(name) ?? []
      return [
        budgeted(`${name}: bundle, minified`, bytes.length / KB, 'KB', { atMost: BUDGET[name].minKb }, { detail: laterOf(files) }),
        budgeted(`${name}: bundle, gzip`, gzipSync(bytes, { level: 9 }).length / KB, 'KB', { atMost: BUDGET[name].gzipKb }),
        budgeted(
          `${name}: import in a fresh process`,
          Math.min(...took),
          'ms',
          { atMost: BUDGET[name].importMs },
          { detail: `quickest of ${FRESH_PROCESSES}; median ${rounded(median(took))}` },
        ),
      ]
    })
    return (await Promise.all(rows)).flat()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function contentsOf(files: readonly string[]): Promise<Buffer> {
  return Buffer.concat(await Promise.all(files.map((file) => readFile(file))))
}

/** The files beside the bundle that are read when they are first needed. */
function laterOf(files: readonly Buffer[]): string {
  return `and ${files.length} files read later, the largest ${rounded(Math.max(0, ...files.map(({ length }) => length)) / KB)} KB`
}

const run = promisify(execFile)

async function importMs(path: string): Promise<number> {
  const script = `const t = performance.now(); await import(${JSON.stringify(pathToFileURL(path).href)}); console.log(performance.now() - t); process.exit(0)`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script])
  return Number(stdout)
}
