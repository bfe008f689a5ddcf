import type { MiddlewareObj } from '@middy/core'
import { type AllowedRequest, isAllowed } from './allow-list.ts'
import type { HttpResult } from './http-result.ts'

type Ways<Request extends AllowedRequest> = {
  readonly allow: (received: unknown) => Request
  /** Answers when something broke. `asked` is undefined where not even the request could be read. */
  readonly failed: (error: unknown, asked: AllowedRequest | undefined) => Promise<HttpResult>
}

/**
 * The first middleware: puts the allowed request in the place of the event and nothing in the place of the context, so that no
 * code after it can see who asked. Every failure is answered by one and the same bare page.
 */
export function onlyAllowed<Request extends AllowedRequest>({ allow, failed }: Ways<Request>): MiddlewareObj<unknown, HttpResult> {
  return {
    before(request) {
      const received = request.event
      Object.assign(request, { event: undefined, context: {} })
      request.event = allow(received)
    },
    async onError(request) {
      request.response = await failed(request.error, isAllowed(request.event) ? request.event : undefined)
    },
  }
}
