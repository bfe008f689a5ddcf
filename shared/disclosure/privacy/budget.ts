import { type Fraction, fractionOf } from './fraction.ts'

/**
 * The cost of one release of noisy counts to one person, in zero-concentrated differential privacy (Bun and Steinke, TCC 2016).
 * Neighbouring data differ by one response present or absent: it moves one cell by one in every single-choice table, and as many
 * cells as it may select in a multiple-choice one.
 */
export type NoisyTable =
  | { readonly choice: 'single' }
  /** One yes/no cell an option; a response may select at most so many. */
  | { readonly choice: 'multiple'; readonly maxSelections: number }

/** T_eff: the squared distance between the counts of neighbouring data. */
export function squaredSensitivity(tables: readonly NoisyTable[]): number {
  return tables.reduce((sum, table) => sum + (table.choice === 'single' ? 1 : table.maxSelections), 0)
}

/** The variance of the noise on every cell, for a budget of rho a response: T_eff / (2 rho). Never smaller than that by rounding. */
export function noiseVariance(sensitivity: number, rho: number): Fraction {
  if (!(rho > 0)) throw new Error('a privacy budget is above 0')
  return fractionOf(Math.ceil((sensitivity / (2 * rho)) * VARIANCE_STEPS) / VARIANCE_STEPS)
}

/** Variances are multiples of 1/1024, which keeps the exact arithmetic of the sampler short. */
const VARIANCE_STEPS = 1024

/** The epsilon that rho comes to, except with probability delta: rho + 2 sqrt(rho ln(1/delta)). */
export function epsilonOf(rho: number, delta: number): number {
  if (!(delta > 0 && delta < 1)) throw new Error('delta is a probability above 0 and below 1')
  return rho + 2 * Math.sqrt(rho * Math.log(1 / delta))
}

/** One batch of responses and what was released about it. */
type Spending = { readonly batch: string; readonly rho: number }

/** The budget a survey promised would be exceeded: the release must not be made. */
export class BudgetExceeded extends Error {
  constructor(batch: string, spent: number, allowed: number) {
    super(`batch ${batch} would cost each person in it ${spent}, and ${allowed} was promised`)
    this.name = 'BudgetExceeded'
  }
}

/**
 * Adds a spending, or throws BudgetExceeded. Each response is in exactly one batch, so costs add up within a batch and not between
 * batches (parallel composition), however many releases there are.
 */
export function withSpending(spendings: readonly Spending[], next: Spending, allowed: number): readonly Spending[] {
  const after = [...spendings, next]
  const spent = after.reduce((sum, { batch, rho }) => (batch === next.batch ? sum + rho : sum), 0)
  if (!(next.rho > 0) || spent > allowed) throw new BudgetExceeded(next.batch, spent, allowed)
  return after
}
