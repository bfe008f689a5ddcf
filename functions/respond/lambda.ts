import middy from '@middy/core'
import { withBelievedTime } from '#functions/believed-time.ts'
import type { Log } from '#shared/log.ts'
import { isAllowed } from './allow-list.ts'
import { onlyAllowed } from './only-allowed.tsx'
import type { HttpResult, Respond } from './respond.tsx'

/** As much as infra/topology.ts gives this function. */
const SECONDS = 10

/**
 * Makes the Lambda handler around the pages. `respond` is asked for on each call, so that a bad configuration is an error
 * page too. `publicHost`: see allow-list.ts.
 */
export function createHandler(log: Log, respond: () => Respond | Promise<Respond>, publicHost?: string) {
  const answered = middy<unknown, HttpResult>()
    .use(onlyAllowed(log, publicHost))
    .handler(async (event: unknown) => {
      if (!isAllowed(event)) throw new Error('the allow-list did not run')
      return (await respond())(event)
    })
  return withBelievedTime<HttpResult>(SECONDS, answered)
}
