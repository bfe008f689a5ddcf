import type { MiddlewareObj } from '@middy/core'
import * as z from 'zod'
import { ConsentMismatch } from '#shared/consent/agreed.ts'
import type { Log, LogLine } from '#shared/log.ts'
import { StorageError } from '#shared/storage/error.ts'
import { IntegrityError } from '#shared/survey/canonical.ts'

/** Logs the class of an error and lets nothing else of it leave but `saying`: a message may quote what was read. */
export function bareErrorsOf(log: Log, source: LogLine['source'], saying: string): MiddlewareObj {
  return {
    onError: (request) => {
      log({ event: 'failed', source, step: 'function', error: classOf(request.error) })
      const bare = new Error(saying)
      bare.stack = [bare.message, ...(request.error?.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line))].join('\n')
      request.error = bare
    },
  }
}

function classOf(thrown: unknown): NonNullable<LogLine['error']> {
  if (thrown instanceof z.ZodError) return 'InputRefused'
  if (thrown instanceof IntegrityError) return 'IntegrityError'
  if (thrown instanceof ConsentMismatch) return 'ConsentMismatch'
  if (thrown instanceof StorageError && (thrown.code === 'Throttled' || thrown.code === 'Unavailable')) return thrown.code
  return 'Unexpected'
}
