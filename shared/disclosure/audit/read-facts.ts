import * as z from 'zod'
import type { ReaderFacts } from './history.ts'

const count = z.int().min(0)
const release = z.coerce.number().int().min(1)

const facts = z.strictObject({
  coalition: count.optional(),
  growth: z.record(z.string().regex(/^\d{1,6}$/), z.strictObject({ admitted: count.optional(), withdrawn: count.optional() })).optional(),
  known: z
    .array(
      z.strictObject({
        release,
        question: z.string().optional(),
        answer: z.string().optional(),
        by: z.string().optional(),
        group: z.string().optional(),
        count,
      }),
    )
    .optional(),
})

/** Reads a facts file: what somebody wrote down about the knowledge of readers. Throws ZodError. */
export function factsFrom(json: unknown): ReaderFacts {
  const { coalition, growth = {}, known } = facts.parse(json)
  return {
    coalition,
    growth: new Map(Object.entries(growth).map(([at, each]) => [Number(at), each])),
    known: known ?? [],
  }
}
