import * as z from 'zod'
import type { Policy } from '#shared/disclosure/policy.ts'
import { rounding } from '#shared/survey/survey.ts'

const count = z.int().min(1)
const share = z.number().positive()
const common = { method: z.literal(1), k: count, minSlice: count }
/**
 * 2 since the audit of a key ties several answers taken together to the same in all groups: docs/adr/0026. 3 since some cells are hidden by
 * a secret draw: docs/adr/0039. 4 since one set of people has one label within a group too, and numbers are rounded coarsely: docs/adr/0007, 0044.
 */
const roundingMethod = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])

const pace = z.strictObject({ heldBackOneIn: count, releaseNewcomers: count, sliceNewcomers: count, jitter: count })

/** A policy as methods.json holds it. */
export const policyShape: z.ZodType<Policy> = z.discriminatedUnion('profile', [
  z.strictObject({ ...common, method: roundingMethod, profile: rounding, b: count, minRelease: count, pace }),
  z.strictObject({ ...common, profile: z.literal('exact-closed'), minRelease: count, width: count }),
  z.strictObject({
    ...common,
    profile: z.literal('ckm'),
    minRelease: count,
    maxChange: count,
    variance: share,
    neverShown: z.int().min(0),
  }),
  z.strictObject({
    ...common,
    profile: z.literal('dp'),
    rho: share,
    rhoOfLook: share,
    rhoOfBatch: share,
    epsilon: share,
    delta: share,
    sensitivity: count,
    variance: share,
    minBatch: count,
  }),
])
