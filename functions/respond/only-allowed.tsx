import type { MiddlewareObj } from '@middy/core'
import type { Log } from '#shared/log.ts'
import { pageHeaders } from '#shared/pages/headers.ts'
import { renderPage } from '#shared/pages/render.ts'
import { allowList, isAllowed } from './allow-list.ts'
import { logFailure } from './log-failure.ts'
import { TroublePage } from './pages/ending-pages.tsx'
import { siteFrame } from './pages/frame.ts'
import type { HttpResult } from './respond.tsx'

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
      request.response = await bareFailure(isAllowed(request.event) ? request.event.language : undefined)
    },
  }
}

async function bareFailure(language: string | undefined): Promise<HttpResult> {
  const frame = await siteFrame(language)
  const { trouble } = frame.words
  const body = await renderPage(<TroublePage frame={frame} heading={trouble.heading} text={trouble.text} />)
  const headers = { 'content-type': 'text/html; charset=UTF-8', ...pageHeaders(body) }
  return { statusCode: 500, headers, cookies: [], body, isBase64Encoded: false }
}
