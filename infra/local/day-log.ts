import { appendFileSync, closeSync, openSync } from 'node:fs'
import { createLog, type Log, logLine } from '#shared/log.ts'

export type DayLog = {
  readonly log: Log
  /** Keeps a function's output when it is a line of the log, and drops anything else. */
  keep(printed: string): void
  close(): void
}

/** Keeps log lines as JSON, one a line, with the day they were written and no time. */
export function openDayLog(path: string, now: () => Date): DayLog {
  const file = openSync(path, 'a', 0o600)
  const log = createLog((line) => appendFileSync(file, `{"day":"${now().toISOString().slice(0, 10)}",${line.slice(1)}\n`))
  return {
    log,
    keep(printed) {
      const line = logLine.safeParse(parsed(printed))
      if (line.success) log(line.data)
    },
    close: () => closeSync(file),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
