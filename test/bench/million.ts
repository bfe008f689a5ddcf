import { join } from 'node:path'
import * as z from 'zod'
import { readSurvey } from '#cli/read-survey.ts'
import { showProgress } from '#cli/simulate/progress.ts'
import { tableMaxima } from '#infra/aws/table-maxima.ts'
import { tabulationUnits } from '#infra/aws/tabulation-units.ts'
import { CAPACITY } from '#infra/capacity.ts'
import { functions } from '#infra/topology.ts'
import { SHARDS } from '#shared/storage/repositories.ts'
import { versionOf } from '#shared/survey/canonical.ts'
import { startCloud } from '#test/lambda/cloud.ts'
import { InvocationFailed } from '#test/lambda/instance.ts'
import { metered } from '#test/lambda/table-units.ts'
import { madeUpTable } from './made-up-responses.ts'
import { budgeted, type Row, rounded } from './row.ts'

export const MILLION = 1_000_000
/** As many shards at once as the machine has processors, more or less: on AWS each has its own. */
const AT_ONCE = 2
/** Plan, the shards, release, tidy. */
const CALLS = SHARDS + 3

const named = z.object({ step: z.string() })
type Step = { calls: number; slowest: number; mostMb: number }

/**
 * A first report on so many responses to a shipped survey, by the deployed bundle in Lambda's runtime with its memory and time, through Step Functions'
 * definition and a database that refuses more units than the tables may use. The responses are made up as they are read; members and tallies are
 * stored as always.
 */
export async function benchMillion(count: number): Promise<readonly Row[]> {
  const survey = await readSurvey(join(import.meta.dirname, '..', '..', 'surveys', 'being-heard'))
  const { memoryMb, timeoutSeconds } = functions.tabulate
  const cloud = await startCloud([survey])
  try {
    const answers = madeUpTable(survey, count, cloud.responseKey)
    cloud.database.answerTo = (operation, table, asked) => (operation === 'Query' && table === 'responses' ? answers(asked) : undefined)
    const meter = metered(
      cloud.database,
      (table) => tableMaxima(CAPACITY, table),
      () => performance.now() / 1000,
    )
    const tabulate = cloud.function('tabulate')
    const bar = showProgress('Calls of tabulate:', CALLS, process.stderr)
    const steps = new Map<string, Step>()
    const failures: string[] = []
    const next = turns(AT_ONCE)
    const invoke = (_: string, payload: unknown) =>
      next(async () => {
        const from = performance.now()
        const result = await tabulate.invoke(payload).catch((thrown) => {
          failures.push(thrown instanceof InvocationFailed ? thrown.errorType : 'another error')
          throw thrown
        })
        const { step } = named.parse(payload)
        const before = steps.get(step) ?? { calls: 0, slowest: 0, mostMb: 0 }
        steps.set(step, {
          calls: before.calls + 1,
          slowest: Math.max(before.slowest, (performance.now() - from) / 1000),
          mostMb: Math.max(before.mostMb, tabulate.mostMb()),
        })
        bar.step()
        return result
      })
    const start = { survey: versionOf(survey), release: 1, date: '2026-05-04' }
    const made = await cloud.runWorkflow('tabulation', start, { invoke }).finally(() => bar.stop())
    const { outcome } = z.object({ outcome: z.string() }).parse(made)

    const people = count.toLocaleString('en')
    const expected = tabulationUnits(count)
    const [responses, series] = [meter.used('responses'), meter.used('series')]
    return [
      ...[...steps].flatMap(([step, { calls, slowest, mostMb }]) => [
        budgeted(
          `${people} responses in Lambda's runtime: ${step}, the slowest call`,
          slowest,
          's',
          { atMost: timeoutSeconds },
          { detail: `of ${calls}` },
        ),
        budgeted(`the most memory of a process in it`, mostMb, 'MB', { atMost: memoryMb }),
      ]),
      { what: 'the outcome', measured: outcome, budget: 'candidate', ok: outcome === 'candidate' },
      counted('read units of responses', responses.reads, expected.responseReads),
      counted('write units of members', series.writes, expected.memberWrites),
      { what: 'calls that were tried again', measured: [failures.length, ...new Set(failures)].join(' '), ok: true },
      { what: 'requests that a table was too busy for', measured: rounded(meter.refused()), ok: true },
    ]
  } finally {
    await cloud.stop()
  }
}

/** Counted units beside what `infra/aws/tabulation-units.ts` says: a tenth more at most, and a hundred for records and pages that are not full. */
function counted(what: string, units: number, expected: number): Row {
  return budgeted(what, units, 'units', { atMost: Math.ceil(1.1 * expected + 100) }, { detail: `${rounded(expected)} by the model` })
}

/** Runs so many at once; the others wait for their turn. */
function turns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((begin) => waiting.push(begin))
    running++
    try {
      return await work()
    } finally {
      running--
      waiting.shift()?.()
    }
  }
}
