import type { Context } from 'aws-lambda'

type Handler<Result> = (event: unknown, context: Context) => Promise<Result>

/**
 * The platform says how long a call may still take by comparing a deadline with this machine's clock. After a clock
 * was put right by hours that is nothing, or far too much, and a call would be given up at once, or cut off without
 * an answer. So it is asked once and counted down with a clock that only goes on, and what cannot be is not believed:
 * `seconds`, which is what the deployment gives the function, counts instead.
 */
export function withBelievedTime<Result>(seconds: number, handler: Handler<Result>): Handler<Result> {
  return (event, context) => {
    // Anybody who calls without a platform, as tests do, has no context to give.
    const said = context?.getRemainingTimeInMillis?.()
    if (said === undefined) return handler(event, context)
    const until = performance.now() + (said > 0 && said <= seconds * 1000 ? said : seconds * 1000)
    return handler(event, { ...context, getRemainingTimeInMillis: () => until - performance.now() })
  }
}
