import type { MiddlewareObj } from '@middy/core'
import type { Log } from '#shared/log.ts'
import { bareHeaders } from '#shared/pages/headers.ts'
import { allowList, isAllowed } from './allow-list.ts'
import { logFailure } from './log-failure.ts'
import type { HttpResult } from './respond.tsx'
import { troubleAt } from './routes/trouble.tsx'
import { troubleReply } from './trouble-reply.tsx'

/**
 * The first middleware: puts the allowed request in the place of the event and nothing in the place of the context, so
 * that no code after it can see who asked. What goes wrong anywhere leaves as one and the same bare page.
 */
export function onlyAllowed(log: Log, publicHost?: string): MiddlewareObj<unknown, HttpResult> {
  return {
    before(request) {
      const received = request.event
      Object.assign(request, { event: undefined, context: {} })
      request.event = allowList(received, publicHost)
    },
    async onError(request) {
      logFailure(log, 'route', request.error, 503)
      const asked = isAllowed(request.event) ? request.event : undefined
      request.response = asked?.method === 'POST' ? afterForm(asked.language) : await troubleReply('failed', asked?.language)
    },
  }
}

/** A form is answered by a redirect, here too: a browser keeps the body of one that was answered with a page. */
function afterForm(language: string | undefined): HttpResult {
  const headers = { location: troubleAt('failed', language), ...bareHeaders }
  return { statusCode: 303, headers, cookies: [], body: '', isBase64Encoded: false }
}
