import * as z from 'zod'
import { SHARDS } from '#shared/storage/repositories.ts'
import { plainId, sha256Hex } from '#shared/survey/ids.ts'

/**
 * The input and the output of each step of the retention workflows: `plan` and `delete` every day, `marks` and `withdraw` after a
 * restore. Nothing that is not declared here enters or leaves.
 */

const shard = z
  .int()
  .min(0)
  .max(SHARDS - 1)

/** One shard of what is over of one survey version. */
const part = z.strictObject({
  survey: z.strictObject({ id: plainId, hash: sha256Hex }),
  what: z.enum(['answers', 'stories']),
  shard,
})
export type Part = z.infer<typeof part>

export const input = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('plan') }),
  z.strictObject({ step: z.literal('delete'), part }),
  z.strictObject({ step: z.literal('marks') }),
  z.strictObject({ step: z.literal('withdraw'), shard }),
])
export type Input = z.infer<typeof input>

/** The number of deleted answers never leaves this function: a workflow's history can be read by people who may not know it. */
export const output = z.strictObject({ parts: z.array(part).optional(), shards: z.array(shard).optional() })
export type Output = z.infer<typeof output>
