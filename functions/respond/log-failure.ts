import { errorClassOf } from '#functions/error-class.ts'
import type { Log, LogLine } from '#shared/log.ts'

/** Logs that a step failed, with the class of the error from a closed list. The message of the error is never logged. */
export function logFailure(log: Log, step: NonNullable<LogLine['step']>, error: unknown, status?: number): void {
  log({ event: 'failed', source: 'respond', step, error: errorClassOf(error), ...(status === undefined ? {} : { status }) })
}
