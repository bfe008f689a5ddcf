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
