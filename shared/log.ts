/**
 * The only way anything is logged. A line may hold the fields below and nothing else, each from a closed set or a
 * number: there is no field that a request, an answer, a code or an address would fit in.
 */
export type LogLine = {
  readonly event: 'started' | 'failed' | 'refused' | 'tabulated' | 'survey_opened' | 'survey_closed'
  readonly source: 'respond' | 'tabulate' | 'local' | 'cli'
  /** Which step failed, from the code's own names. */
  readonly step?: 'allow_list' | 'route' | 'survey' | 'draft' | 'send' | 'withdraw' | 'plan' | 'tally' | 'release' | 'database' | 'function'
  /** An error's class, never its message. */
  readonly error?: 'InputRefused' | 'ConditionalCheckFailed' | 'Throttled' | 'Unavailable' | 'IntegrityError' | 'Unexpected'
  readonly status?: number
  /** How many cells, shards or tables. Never how many people. */
  readonly tables?: number
}

export type Log = (line: LogLine) => void

const FIELDS = ['event', 'source', 'step', 'error', 'status', 'tables'] as const satisfies (keyof LogLine)[]

/** Writes one JSON line with exactly the allowed fields, whatever else the object carries at run time. No time: the day is added by whoever keeps the log. */
export function createLog(write: (line: string) => void): Log {
  return (line) => {
    write(JSON.stringify(Object.fromEntries(FIELDS.flatMap((field) => (line[field] === undefined ? [] : [[field, line[field]]])))))
  }
}
