import * as z from 'zod'

/** One run of a workflow, as what ran it remembers it. */
export const run = z.strictObject({
  /** ISO 8601, UTC. */
  started: z.iso.datetime(),
  state: z.enum(['running', 'succeeded', 'failed', 'timed out', 'stopped']),
  /** What it was started with. */
  input: z.unknown(),
  /** What its last step gave; only of one that succeeded. */
  output: z.unknown().optional(),
  /** The name of the error, from the function or the service; only of one that failed. Never a message: it may quote what was read. */
  error: z.string().max(256).optional(),
})
export type Run = Readonly<z.infer<typeof run>>

/** The runs of one workflow. */
export type Runs = {
  /** The last `most` of them, the latest first. Throws StorageError. */
  latest(most: number): Promise<Run[]>
}
