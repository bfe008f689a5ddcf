import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import * as z from 'zod'
import { runDeployment } from '#test/running.ts'
import { peerSurvey } from './peer-survey.ts'
import { peers } from './peers.ts'
import { functionsTime, ownTime } from './process-time.ts'
import { budgeted, median, type Row, rounded } from './row.ts'

const CLIENTS = 8
const WARM_UP = 300
const PEOPLE = 800
const REPETITIONS = 5
const BUDGET = 200

const CORES = 2

/** The report of the client process about one run. */
const report = z.strictObject({ sent: z.int(), seconds: z.number(), processorMs: z.number(), p50: z.number(), p99: z.number() })

type Run = z.infer<typeof report> & {
  /** Milliseconds of processor time of gateway and database, which are this process, and of the functions. */
  readonly here: number
  readonly functions: number | undefined
}

/**
 * Completed responses a second: the real local deployment with its database on disk, one-page surveys, from the page to
 * the receipt, and a client of its own that fills in every form on the same machine. Other work on it only ever takes
 * away, so the best run counts. On a busy machine the processor time of a response says more: two processors can do no more
 * than so many in a second.
 */
export async function benchResponses(): Promise<readonly Row[]> {
  const running = await runDeployment([await peerSurvey()])
  try {
    const runs: Run[] = []
    await load(running.origin, 'warm up', WARM_UP)
    for (let i = 0; i < REPETITIONS; i++) runs.push(await load(running.origin, `run ${i}`, PEOPLE))
    const rates = runs.map((run) => run.sent / run.seconds)
    const best = runs[rates.indexOf(Math.max(...rates))]
    const detail = `best of ${REPETITIONS} runs of ${PEOPLE}; median ${rounded(median(rates))}; p50 ${rounded(best?.p50 ?? 0)} ms, p99 ${rounded(best?.p99 ?? 0)} ms`
    const what = `completed responses, ${CLIENTS} clients, client included`
    return [
      budgeted(what, Math.max(...rates), 'a second', { atLeast: BUDGET }, { detail, beside: peers.responses }),
      ...processorTime(runs),
    ]
  } finally {
    await running.remove()
  }
}

/** The least of the runs, for each process and for all. */
function processorTime(runs: readonly Run[]): readonly Row[] {
  const least = (time: (run: Run) => number) => Math.min(...runs.map((run) => time(run) / run.sent))
  const isKnown = runs.every((run) => run.functions !== undefined)
  if (!isKnown) return []
  const all = least((run) => run.here + (run.functions ?? 0) + run.processorMs)
  const parts = [
    `gateway and database ${rounded(least((run) => run.here))}`,
    `functions ${rounded(least((run) => run.functions ?? 0))}`,
    `client ${rounded(least((run) => run.processorMs))}`,
    `${CORES} processors could do ${rounded((1000 * CORES) / all)} a second`,
  ]
  return [{ what: 'processor time of a completed response', measured: `${rounded(all)} ms (${parts.join('; ')})`, ok: true }]
}

async function load(origin: URL, seed: string, people: number): Promise<Run> {
  const [before, functionsBefore] = [process.cpuUsage(), functionsTime()]
  const client = fork(join(import.meta.dirname, 'load-client.ts'), [origin.href, seed, String(people), String(CLIENTS)])
  const [[message], [code]] = await Promise.all([once(client, 'message'), once(client, 'exit')])
  if (code !== 0) throw new Error(`the load client ended with ${code}`)
  const done = report.parse(message)
  if (done.sent !== people) throw new Error(`${people - done.sent} of ${people} responses were not completed`)
  const after = functionsTime()
  const functions = after === undefined || functionsBefore === undefined ? undefined : after - functionsBefore
  return { ...done, here: ownTime(before), functions }
}
