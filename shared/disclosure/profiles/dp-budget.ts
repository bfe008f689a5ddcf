import * as z from 'zod'
import type { Survey } from '#shared/survey/survey.ts'
import type { NoisePolicy } from '../policy.ts'
import { epsilonOf, noiseVariance } from '../privacy/budget.ts'
import { sensitivityOf } from './dp-counts.ts'

/** A person's budget in shares. Whether there are enough answers is itself a question about people, so each look costs one. */
export const SHARES = 64
export const SHARES_OF_LOOK = 1
export const SHARES_OF_BATCH = 56

const DELTA = 1e-6
const MIN_BATCH = 1000

/** All of it follows from the definition: `tables` only say which tables there are. */
export function noisePolicyOf({ disclosure, ...survey }: Survey, tables: Parameters<typeof sensitivityOf>[1]): NoisePolicy {
  if (disclosure.profile !== 'dp') throw new Error('the survey is not protected by noise')
  const { rho } = disclosure
  const sensitivity = sensitivityOf({ disclosure, ...survey }, tables)
  const rhoOfBatch = (rho * SHARES_OF_BATCH) / SHARES
  const { numerator, denominator } = noiseVariance(sensitivity, rhoOfBatch)
  return {
    profile: 'dp',
    method: 1,
    k: 10,
    minSlice: 30,
    minBatch: MIN_BATCH,
    rho,
    rhoOfLook: (rho * SHARES_OF_LOOK) / SHARES,
    rhoOfBatch,
    epsilon: Math.ceil(epsilonOf(rho, DELTA) * 100) / 100,
    delta: DELTA,
    sensitivity,
    variance: Number(numerator) / Number(denominator),
  }
}

/**
 * The memory of noisy batches: the noisy sums, which are as protected as the numbers printed from them, and the budget spent. It
 * is written before a report is given out: a batch drawn twice costs the people in it twice.
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
