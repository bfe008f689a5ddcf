import type { MiddlewareObj } from '@middy/core'
import type { Log, LogLine } from '#shared/log.ts'
import { errorClassOf } from './error-class.ts'

/**
 * Lets nothing of an error leave but its class, in the log and as the name of the error that says `saying`: a message may
 * quote what was read. By that name a workflow knows whether another attempt can help, and a steward what happened.
 */
export function bareErrorsOf(log: Log, source: LogLine['source'], saying: string): MiddlewareObj {
  return {
    onError: (request) => {
      const error = errorClassOf(request.error)
      log({ event: 'failed', source, step: 'function', error })
      const bare = new Error(saying)
      bare.name = error
      bare.stack = [bare.message, ...(request.error?.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line))].join('\n')
      request.error = bare
    },
  }
}
