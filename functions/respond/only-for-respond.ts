import type { MiddlewareObj } from '@middy/core'
import type { HttpResult } from '#functions/web/http-result.ts'
import { onlyAllowed } from '#functions/web/only-allowed.ts'
import type { Log } from '#shared/log.ts'
import { bareHeaders } from '#shared/pages/page-headers.ts'
import { logFailure } from './log-failure.ts'
import { respondRequest } from './respond-request.ts'
import { troubleAt } from './routes/trouble.tsx'
import { troubleReply } from './trouble-reply.tsx'

/** The first middleware of the respondent's side. Every failure is answered by one page, with the ways out. */
export function onlyForRespond(log: Log, publicHost?: string): MiddlewareObj<unknown, HttpResult> {
  return onlyAllowed({
    allow: (received) => respondRequest(received, publicHost),
    async failed(error, asked) {
      logFailure(log, 'route', error, 503)
      return asked?.method === 'POST' ? afterForm(asked.language) : troubleReply('failed', asked?.language)
    },
  })
}

/** Answers a form with a redirect, as every form is answered: a browser keeps on its disk the body of a form that was answered with a page. */
function afterForm(language: string | undefined): HttpResult {
  const headers = { location: troubleAt('failed', language), ...bareHeaders }
  return { statusCode: 303, headers, cookies: [], body: '', isBase64Encoded: false }
}
