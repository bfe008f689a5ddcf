import { describeError } from '#shared/problem.ts'
import { diskTrouble } from './disk-trouble.ts'

/** Ends the process with a sentence when the embedded database throws out of its callbacks, for example when the disk is full. */
export function endOnBreakdown(): void {
  process.on('uncaughtException', (thrown) => {
    const told = diskTrouble(thrown, 'the data')
    // Its own message may quote what somebody sent.
    const broke = `The local deployment broke down (${thrown.name}). Everything that got a receipt is stored; start it again. [unexpected]`
    console.error(told instanceof Error && told !== thrown ? describeError(told) : broke)
    if (process.env.CHORUS_TRACE) console.error(thrown.stack)
    process.exit(1)
  })
}

/** Aborts at the first Ctrl-C or request to end; a second one ends at once, by the signal's default. */
export function stopAsked(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
  return stop.signal
}
