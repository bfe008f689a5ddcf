import type { MiddlewareObj } from '@middy/core'
import type { Log } from '#shared/log.ts'
import { allowList, isAllowed } from './allow-list.ts'
import { logFailure } from './log-failure.ts'
import type { HttpResult } from './respond.tsx'
import { troubleReply } from './trouble-reply.tsx'

/**
 * The first middleware: puts the allowed request in the place of the event and nothing in the place of the context, so
 * that no code after it can see who asked. What goes wrong anywhere leaves as one and the same bare page.
 */
export function onlyAllowed(log: Log): MiddlewareObj<unknown, HttpResult> {
  return {
    before(request) {
      const received = request.event
      Object.assign(request, { event: undefined, context: {} })
      request.event = allowList(received)
    },
    async onError(request) {
      logFailure(log, 'route', request.error, 500)
      request.response = await troubleReply('failed', isAllowed(request.event) ? request.event.language : undefined)
    },
  }
}
