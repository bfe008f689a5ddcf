import { errorClassOf } from '#functions/error-class.ts'
import type { Log, LogLine } from '#shared/log.ts'

/** Logs that a step failed: an error's class from a closed list, never its message. */
export function logFailure(log: Log, step: NonNullable<LogLine['step']>, error: unknown, status?: number): void {
  log({ event: 'failed', source: 'respond', step, error: errorClassOf(error), ...(status === undefined ? {} : { status }) })
}
