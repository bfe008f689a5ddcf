import middy from '@middy/core'
import { withBelievedTime } from '#functions/believed-time.ts'
import type { HttpResult } from '#functions/web/http-result.ts'
import type { Log } from '#shared/log.ts'
import { onlyForRespond } from './only-for-respond.ts'
import type { Respond } from './respond.tsx'
import { isRespondRequest } from './respond-request.ts'

/** The time that infra/topology.ts gives this function, in seconds. */
const SECONDS = 10

/**
 * Makes the Lambda handler around the pages. `respond` is asked for on each call, so that a bad configuration is an error
 * page too. `publicHost`: see respond-request.ts.
 */
export function createHandler(log: Log, respond: () => Respond | Promise<Respond>, publicHost?: string) {
  const answered = middy<unknown, HttpResult>()
    .use(onlyForRespond(log, publicHost))
    .handler(async (event: unknown) => {
      if (!isRespondRequest(event)) throw new Error('the allow-list did not run')
      return (await respond())(event)
    })
  return withBelievedTime<HttpResult>(SECONDS, answered)
}
