import type { Log, LogLine } from '#shared/log.ts'
import { StorageError } from '#shared/storage/error.ts'
import { IntegrityError } from '#shared/survey/canonical.ts'

/** Logs that a step failed: an error's class from a closed list, never its message. */
export function logFailure(log: Log, step: NonNullable<LogLine['step']>, error: unknown, status?: number): void {
  log({ event: 'failed', source: 'respond', step, error: classOf(error), ...(status === undefined ? {} : { status }) })
}

function classOf(error: unknown): NonNullable<LogLine['error']> {
  if (error instanceof StorageError && (error.code === 'Throttled' || error.code === 'Unavailable')) return error.code
  return error instanceof IntegrityError ? 'IntegrityError' : 'Unexpected'
}
