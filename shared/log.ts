import * as z from 'zod'

/**
 * The only way anything is logged. A line may hold the fields below and nothing else, each from a closed set or a
 * number: there is no field that a request, an answer, a code or an address would fit in.
 */
export const logLine = z.strictObject({
  event: z.enum(['started', 'failed', 'refused', 'tabulated', 'published', 'survey_closed', 'deleted']),
  source: z.enum(['respond', 'console', 'tabulate', 'retain', 'publish', 'findings', 'local']),
  /** Which step failed, from the code's own names. */
  step: z
    .enum([
      'route',
      'draft',
      'send',
      'withdraw',
      'plan',
      'tally',
      'release',
      'publish',
      'tidy',
      'budget',
      'contact',
      'database',
      'function',
      'answers',
      'stories',
    ])
    .optional(),
  /** An error's class, never its message. */
  error: z
    .enum([
      'InputRefused',
      'Throttled',
      'Unavailable',
      'IntegrityError',
      'ConsentMismatch',
      'ClockJumped',
      'Overtaken',
      'OutOfTurn',
      'RecordIsOlder',
      'Unexpected',
    ])
    .optional(),
  status: z.int().min(100).max(599).optional(),
  /** A number of cells, shards or tables, and never of people. */
  tables: z.int().min(0).optional(),
  /** The number of answers or stories that were deleted when their time was over: rounded at random, once; 0 is too few to say. */
  about: z.int().multipleOf(10).optional(),
})
export type LogLine = Readonly<z.infer<typeof logLine>>

export type Log = (line: LogLine) => void

const FIELDS = logLine.keyof().options

/** Writes one JSON line with exactly the allowed fields, whatever else the object carries at run time. No time: the day is added where the log is kept. */
export function createLog(write: (line: string) => void): Log {
  return (line) => {
    write(JSON.stringify(Object.fromEntries(FIELDS.flatMap((field) => (line[field] === undefined ? [] : [[field, line[field]]])))))
  }
}
