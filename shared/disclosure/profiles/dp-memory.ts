import * as z from 'zod'

/**
 * What noisy batches leave to remember: the noisy sums, which are as protected as what is printed of them, and what has
 * been spent. It is written before a report is given out: a batch drawn twice costs the people in it twice.
 */
export const noiseMemory = z.strictObject({
  format: z.literal('chorus-noise/1'),
  /** Releases made, each of one batch. */
  batches: z.int().min(0),
  /** In shares of the whole budget of a person: see dp.ts. Integers, so that they add up exactly. */
  spent: z.array(z.strictObject({ batch: z.string(), rho: z.int().min(1) })),
  /** For each set of people, the sum of the noisy counts of all batches; it may be below zero. */
  sums: z.record(z.string(), z.int()),
})
export type NoiseMemory = Readonly<z.infer<typeof noiseMemory>>

export const NO_BATCHES: NoiseMemory = { format: 'chorus-noise/1', batches: 0, spent: [], sums: {} }
