import type { MiddlewareObj } from '@middy/core'
import type { Log, LogLine } from '#shared/log.ts'
import { errorClassOf } from './error-class.ts'

/** Logs the class of an error and lets nothing else of it leave but `saying`: a message may quote what was read. */
export function bareErrorsOf(log: Log, source: LogLine['source'], saying: string): MiddlewareObj {
  return {
    onError: (request) => {
      log({ event: 'failed', source, step: 'function', error: errorClassOf(request.error) })
      const bare = new Error(saying)
      bare.stack = [bare.message, ...(request.error?.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line))].join('\n')
      request.error = bare
    },
  }
}
