import { CodedError } from '#shared/problem.ts'

/**
 * Does work that a person may stop with Ctrl-C. Then it ends at once with an error that says `consequence`, and the signal tells the work to stop.
 * The work must write nothing: what it gives is dropped.
 */
export async function untilInterrupted<Result>(consequence: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const stop = new AbortController()
  const interrupted = Promise.withResolvers<never>()
  // Every time: where a terminal's Ctrl-C is also handed on by the process that started this one, it comes twice.
  const onInterrupt = () => {
    const reason = new CodedError('interrupted', `Interrupted. ${consequence}`)
    stop.abort(reason)
    interrupted.reject(reason)
  }
  process.on('SIGINT', onInterrupt)
  try {
    return await Promise.race([work(stop.signal), interrupted.promise])
  } finally {
    process.off('SIGINT', onInterrupt)
  }
}
