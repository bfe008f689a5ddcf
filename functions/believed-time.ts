import type { Context } from 'aws-lambda'

type Handler<Result> = (event: unknown, context: Context) => Promise<Result>

/**
 * The platform says how long a call may still take by comparing a deadline with this machine's clock. After a clock
 * was put right by hours that is nothing, or far too much, and a call would be given up at once, or cut off without
 * an answer. What cannot be is not believed: `seconds` is what the deployment gives the function, and counts instead.
 */
export function withBelievedTime<Result>(seconds: number, handler: Handler<Result>): Handler<Result> {
  return (event, context) => {
    // Tests and other callers may have no context to give.
    const said = context?.getRemainingTimeInMillis?.()
    if (said === undefined || (said > 0 && said <= seconds * 1000)) return handler(event, context)
    const until = performance.now() + seconds * 1000
    return handler(event, { ...context, getRemainingTimeInMillis: () => until - performance.now() })
  }
}
