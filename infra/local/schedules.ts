import { keysOf } from '../keys-of.ts'
import { schedules, type WorkflowName } from '../topology.ts'

const HOUR = 60 * 60 * 1000

/** The number of characters of a time (YYYY-MM-DDTHH:...) that name its day, or its hour. */
const NAMED_BY = { day: 10, hour: 13 } as const

/**
 * Runs what the topology schedules: each workflow once a day, or once an hour (UTC). A run that fails is tried again at the next
 * call, which should come every hour.
 */
export function scheduledRuns(run: (workflow: WorkflowName) => Promise<unknown>, now: () => Date): () => Promise<void> {
  const done = new Map<string, string>()
  return async () => {
    const time = now().toISOString()
    const periodOf = (name: keyof typeof schedules) => time.slice(0, NAMED_BY[schedules[name].every])
    const due = keysOf(schedules).filter((name) => done.get(name) !== periodOf(name))
    const outcomes = due.map(async (name) => {
      await run(schedules[name].workflow)
      done.set(name, periodOf(name))
    })
    await allOf(outcomes)
  }
}

/** Waits for all of them, and only then throws the error of the first that failed. */
export async function allOf(outcomes: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(outcomes)).find((each) => each.status === 'rejected')
  if (failed) throw failed.reason
}

/** Calls now and then every hour. A failure is passed to `onFailure` and stops nothing else. Gives the function that stops the calls. */
export async function everyHour(call: () => Promise<void>, onFailure: (failed: unknown) => void): Promise<() => void> {
  await call().catch(onFailure)
  const timer = setInterval(() => void call().catch(onFailure), HOUR)
  timer.unref()
  return () => clearInterval(timer)
}
