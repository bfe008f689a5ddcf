import middy from '@middy/core'
import type { Log } from '#shared/log.ts'
import { isAllowed } from './allow-list.ts'
import { onlyAllowed } from './only-allowed.tsx'
import type { HttpResult, Respond } from './respond.tsx'

/** Makes the Lambda handler around the pages. `respond` is asked for on each call, so that a bad configuration is an error page too. */
export function createHandler(log: Log, respond: () => Respond) {
  return middy<unknown, HttpResult>()
    .use(onlyAllowed(log))
    .handler(async (event: unknown) => {
      if (!isAllowed(event)) throw new Error('the allow-list did not run')
      return respond()(event)
    })
}
