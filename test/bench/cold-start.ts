import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { readSurvey } from '#cli/read-survey.ts'
import { type Bundle, bundleFunction } from '#infra/bundle-function.ts'
import { keysOf } from '#infra/keys-of.ts'
import { type FunctionName, functions } from '#infra/topology.ts'
import { linkOf, versionOf } from '#shared/survey/canonical.ts'
import type { Survey } from '#shared/survey/survey.ts'
import { startCloud } from '#test/lambda/cloud.ts'
import { type LambdaSpec, startInstance } from '#test/lambda/instance.ts'
import { median, percentile, type Row, rounded } from './row.ts'

const FRESH_PROCESSES = 50
const KB = 1024

/** A first request that goes to the stores and is answered: a page, a plan, a list. */
const FIRST: Readonly<Record<FunctionName, (survey: Survey) => unknown>> = {
  respond: (survey) => ({ rawPath: `/s/${linkOf(survey.id)}`, requestContext: { http: { method: 'GET' } } }),
  console: () => ({ rawPath: '/board/ledger', requestContext: { http: { method: 'GET' } }, headers: { host: 'localhost' } }),
  tabulate: (survey) => ({ step: 'plan', survey: versionOf(survey), release: 1 }),
  retain: () => ({ step: 'plan' }),
  publish: () => ({ step: 'plan' }),
  findings: () => ({ rawPath: '/r', requestContext: { http: { method: 'GET' } } }),
}

/**
 * Cold start by proxy: from starting a fresh process in Lambda's runtime protocol to its first answer, with its secret,
 * its configuration and one call of the database, 50 times for each function. On Lambda the machine is another and the
 * code has to be fetched, so this compares versions and not clouds.
 */
export async function benchColdStart(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'chorus-cold-'))
  const survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
  const cloud = await startCloud([survey])
  try {
    const bundles = await Promise.all(keysOf(functions).map(async (name) => ({ name, ...(await bundleFunction(name, folder)) })))
    const took = new Map(bundles.map(({ name }) => [name, [] as number[]]))
    // In turn, so that a busy moment of the machine hits each alike. The first round warms the file cache.
    for (let round = 0; round <= FRESH_PROCESSES; round++) {
      for (const { name } of bundles) {
        const ms = await firstAnswerMs(cloud.spec(name), FIRST[name](survey))
        if (round > 0) took.get(name)?.push(ms)
      }
    }
    return bundles.flatMap((bundle) => rowsOf(bundle.name, bundle, took.get(bundle.name) ?? []))
  } finally {
    await cloud.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function firstAnswerMs(spec: LambdaSpec, event: unknown): Promise<number> {
  const start = performance.now()
  const instance = await startInstance(spec)
  const answer = await instance.invoke(event)
  const ms = performance.now() - start
  instance.kill()
  await instance.ended
  const { statusCode } = Object(answer)
  if (statusCode !== undefined && statusCode !== 200) throw new Error(`${spec.name} answered ${statusCode}`)
  return ms
}

function rowsOf(name: FunctionName, { atStart, made }: Bundle, took: readonly number[]): Row[] {
  const bytes = Buffer.concat(atStart.map((file) => readFileSync(file)))
  const sizes = `${rounded(bytes.length / KB)} KB, ${rounded(gzipSync(bytes, { level: 9 }).length / KB)} KB gzip: ${contentsOf(made, atStart)}`
  const p = (share: number) => rounded(percentile(took, share))
  return [
    {
      what: `${name}: fresh process to first answer`,
      measured: `p50 ${rounded(median(took))} ms, p99 ${p(0.99)} ms (of ${took.length})`,
      ok: true,
    },
    { what: `${name}: what is in the bundle`, measured: sizes, ok: true },
  ]
}

/** The packages that weigh most, ours as one, in KB. */
function contentsOf({ outputs }: Bundle['made'], atStart: readonly string[]): string {
  const weights = new Map<string, number>()
  const read = Object.entries(outputs).filter(([file]) => atStart.some((each) => each.endsWith(basename(file))))
  for (const [, { inputs }] of read) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const owner = path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? 'chorus'
      const group = owner.startsWith('@aws') || owner.startsWith('@smithy') ? 'AWS SDK' : owner
      weights.set(group, (weights.get(group) ?? 0) + bytesInOutput)
    }
  }
  const heaviest = [...weights].toSorted(([, a], [, b]) => b - a).slice(0, 6)
  return heaviest.map(([owner, weight]) => `${owner} ${rounded(weight / KB)}`).join(', ')
}
