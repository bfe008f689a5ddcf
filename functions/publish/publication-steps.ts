import * as z from 'zod'
import { plainId, sha256Hex } from '#shared/survey/ids.ts'

/** The input and the output of each step of the publication workflow. Nothing that is not declared here enters or leaves. */

const version = z.strictObject({ study: plainId, number: z.int().min(1).max(999_999) })

export const input = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('plan') }),
  z.strictObject({ step: z.literal('publish'), version }),
])

export const output = z.union([
  z.strictObject({ versions: z.array(version) }),
  z.strictObject({ ...version.shape, outcome: z.enum(['published', 'already']), id: sha256Hex }),
  z.strictObject({ ...version.shape, outcome: z.literal('refused'), missing: z.array(z.string()) }),
])
export type Output = z.infer<typeof output>
