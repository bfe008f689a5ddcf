import { countedTables, emptyTally } from '#shared/tabulate/tally.ts'
import type { NoisePolicy } from '../policy.ts'
import { numberFormatOf, smallestPrinted } from '../print-thresholds.ts'
import { BudgetExceeded, noiseVariance, withSpending } from '../privacy/budget.ts'
import { discreteGaussian } from '../privacy/discrete-gaussian.ts'
import { Randomness } from '../privacy/randomness.ts'
import { type InWords, type ProtectedReport, protectedReport } from '../protected-report.ts'
import { validateTables } from '../validate-tables.ts'
import { NO_BATCHES, type NoiseMemory, noisePolicyOf, SHARES, SHARES_OF_BATCH, SHARES_OF_LOOK } from './dp-budget.ts'
import { countsToMeasure } from './dp-counts.ts'
import { everyoneIn, perturbedTables } from './perturbed.ts'
import type { Profile, Refusal, StudyPlan } from './profile.ts'

/** The band is made of the noisy number that was paid for, so it costs nothing more. */
function tooFewNew(needed: number, noisy: number): Refusal {
  const half = Math.round(needed / 2)
  const there = noisy < half ? `fewer than about ${half}` : `about ${half} or more`
  return {
    reason: 'too_few_answers',
    message: `There are not enough new answers yet for a batch. A batch needs about ${needed}, and there are ${there}. Looking used up a little of the privacy budget of these answers: wait before asking again.`,
  }
}

const SPENT: Refusal = {
  reason: 'budget_spent',
  message:
    'What may be told of the answers that wait has been spent on looking whether they are enough. They cannot be counted in any report of this survey.',
}

/**
 * Differential privacy: discrete Gaussian noise on disjoint batches. Each response is counted in exactly one release, and
 * cumulative numbers are sums of noisy ones, so a person's cost does not grow with the number of releases. Here `tables`
 * are the counts of the newcomers alone. Everything after the noise, thresholds too, sees noisy numbers only.
 */
export const dp: Profile = {
  pace: 'batches',
  protect({ study, tables, release, random, memory = NO_BATCHES }) {
    validateTables(study.printed, tables)
    if (!random) throw new Error('noise cannot be drawn without randomness')
    if (memory.batches !== release - 1) throw new Error('what is remembered of noisy batches is not of the releases so far')
    const draws = new Randomness(random)
    const policy = noisePolicyOf(study.survey, tables)
    const batch = `release ${release}`

    const looked = trySpend(memory, batch, SHARES_OF_LOOK, SHARES - SHARES_OF_BATCH)
    if (!looked) return { kind: 'refused', refusal: SPENT }
    const enough = everyoneIn(tables).count + Number(discreteGaussian(draws, noiseVariance(1, policy.rhoOfLook)))
    if (enough < policy.minBatch) return { kind: 'refused', refusal: tooFewNew(policy.minBatch, enough), memory: looked }

    const spent = trySpend(looked, batch, SHARES_OF_BATCH, SHARES)
    if (!spent) return { kind: 'refused', refusal: SPENT }
    const variance = noiseVariance(policy.sensitivity, policy.rhoOfBatch)
    const sums = Object.fromEntries(
      [...countsToMeasure(study.printed, tables)].map(([label, count]) => {
        const before = memory.batches === 0 ? 0 : memory.sums[label]
        if (before === undefined) throw new Error('the batches so far did not measure what this one does')
        return [label, before + count + Number(discreteGaussian(draws, variance))]
      }),
    )
    const paid = { ...spent, batches: release, sums }
    return { kind: 'protected', report: noisyReport(study, paid), memory: paid }
  },
}

/**
 * The report of all batches so far. It is made of the noisy sums and of nothing else, so a report that was paid for and got lost is made
 * again from the memory, byte for byte, and costs nobody anything.
 */
export function noisyReport(study: Pick<StudyPlan, 'survey' | 'plan' | 'printed'>, { batches, sums }: NoiseMemory): ProtectedReport {
  // The rows of the plan, in which nobody is counted.
  const tables = countedTables(emptyTally(study.plan))
  const policy = noisePolicyOf(study.survey, tables)
  const perturb = (label: string) => numberIn(sums, label)
  const printed = perturbedTables({ printed: study.printed, tables, release: batches, policy, perturb })
  return protectedReport({ policy, inWords: inWords(policy, batches), tables: printed })
}

function trySpend(memory: NoiseMemory, batch: string, shares: number, allowed: number): NoiseMemory | undefined {
  try {
    return { ...memory, spent: [...withSpending(memory.spent, { batch, rho: shares }, allowed)] }
  } catch (error) {
    if (error instanceof BudgetExceeded) return undefined
    throw error
  }
}

function numberIn(sums: Readonly<Record<string, number>>, label: string): number {
  const sum = sums[label]
  if (sum === undefined) throw new Error('a number is printed that was not measured')
  return sum
}

function inWords(policy: NoisePolicy, release: number): InWords {
  const form = numberFormatOf(policy, release)
  return [
    `Random noise is added to every number. Every number has its range: the true number is in it 19 times in 20, up to ${form.reach} to either side.`,
    `Whatever else anybody knows, these reports tell hardly more of a person who answered than of one who did not. How much more is bounded for all reports together: epsilon ${policy.epsilon} with delta ${policy.delta} (rho ${policy.rho}).`,
    `Answers are counted in batches of about ${policy.minBatch} or more. Each answer is in one batch, and the numbers of this report are the sums of all batches so far.`,
    'People who take their answers back before they are counted are in no report. Once answers are in a batch, the batch is not counted again: its numbers stay, and the noise hides who was in it.',
    `A number under ${smallestPrinted(form, policy.k)} is not shown, nor a group under ${smallestPrinted(form, policy.minSlice)}. What is shown is decided on noisy numbers.`,
    'The same people have the same number in every table. Numbers do not add up, as each has noise of its own.',
    'Percentages, means and medians are made from the noisy numbers and from nothing else; their low and high values follow from the ranges.',
  ]
}
