import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import * as z from 'zod'
import { runDeployment } from '#test/running.ts'
import { peerSurvey } from './peer-survey.ts'
import { peers } from './peers.ts'
import { budgeted, median, type Row, rounded } from './row.ts'

const CLIENTS = 8
const WARM_UP = 300
const PEOPLE = 800
const REPETITIONS = 5
const BUDGET = 200

/** The report of the client process about one run. */
const report = z.strictObject({ sent: z.int(), seconds: z.number(), p50: z.number(), p99: z.number() })

/**
 * Completed responses a second: the real local deployment with its database on disk, one-page surveys, from the page to
 * the receipt, and a client of its own that reads and fills in every form on the same machine. Other work on it only ever
 * takes away, so the best run counts.
 */
export async function benchResponses(): Promise<readonly Row[]> {
  const running = await runDeployment([await peerSurvey()])
  try {
    const runs: z.infer<typeof report>[] = []
    await load(running.origin, 'warm up', WARM_UP)
    for (let i = 0; i < REPETITIONS; i++) runs.push(await load(running.origin, `run ${i}`, PEOPLE))
    const rates = runs.map((run) => run.sent / run.seconds)
    const best = runs[rates.indexOf(Math.max(...rates))]
    const detail = `best of ${REPETITIONS} runs of ${PEOPLE}; median ${rounded(median(rates))}; p50 ${rounded(best?.p50 ?? 0)} ms, p99 ${rounded(best?.p99 ?? 0)} ms`
    const what = `completed responses, ${CLIENTS} clients, client included`
    return [budgeted(what, Math.max(...rates), 'a second', { atLeast: BUDGET }, { detail, beside: peers.responses })]
  } finally {
    await running.remove()
  }
}

async function load(origin: URL, seed: string, people: number): Promise<z.infer<typeof report>> {
  const client = fork(join(import.meta.dirname, 'load-client.ts'), [origin.href, seed, String(people), String(CLIENTS)])
  const [[message], [code]] = await Promise.all([once(client, 'message'), once(client, 'exit')])
  if (code !== 0) throw new Error(`the load client ended with ${code}`)
  const done = report.parse(message)
  if (done.sent !== people) throw new Error(`${people - done.sent} of ${people} responses were not completed`)
  return done
}
