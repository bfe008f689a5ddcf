import * as z from 'zod'
import { SHARDS } from '#shared/storage/repositories.ts'

/**
 * What goes into and comes out of each step of the tabulation workflow. A workflow starts with `start`; every step gets
 * that, its own name, and what the steps before it returned: `tally` one item of `shards`, `release` every tally.
 */

const surveyVersion = z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/), hash: z.string().regex(/^[0-9a-f]{64}$/) })
const shard = z
  .int()
  .min(0)
  .max(SHARDS - 1)

/** `release` counts this survey's releases: 1, 2, ... `date` is the day of the snapshot; without it, today. */
export const start = z.strictObject({ survey: surveyVersion, release: z.int().min(1), date: z.iso.date().optional() })

/** Counts of one shard, sealed: a workflow's history is readable by people who may not read answers. */
export const sealedTally = z.strictObject({ shard, sealed: z.base64() })
export type SealedTally = z.infer<typeof sealedTally>

export const input = z.discriminatedUnion('step', [
  start.extend({ step: z.literal('plan') }),
  start.extend({ step: z.literal('tally'), shard }),
  start.extend({ step: z.literal('release'), tallies: z.array(sealedTally).length(SHARDS) }),
])
export type Input = z.infer<typeof input>

export const planned = z.strictObject({ shards: z.array(shard) })

export const released = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('candidate'),
    /** Key of the folder in the bucket of candidates, ending in `/`. */
    prefix: z.string(),
    releaseId: z.string(),
    /** Rows of report.csv, and how many of them show no number. */
    cells: z.int(),
    hidden: z.int(),
  }),
  z.strictObject({ kind: z.literal('refused'), reason: z.literal('too_few_answers'), message: z.string() }),
])
export type Released = z.infer<typeof released>
