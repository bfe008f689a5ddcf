import { isDeepStrictEqual } from 'node:util'
import type { Finding } from '../audit/audit-finding.ts'
import type { NoisePolicy } from '../policy.ts'
import { noisePolicyOf } from '../profiles/dp-budget.ts'
import { definitionHash } from '../series/state.ts'
import type { FileCheck, ReaderCopy } from './reader-copy.ts'

/** The arithmetic of the budget: what is printed of it follows from the definition, and one person's parts add up to no more than the whole. */
export function checkBudget({ release, survey, tables }: ReaderCopy, policy: NoisePolicy): FileCheck {
  const found = (message: string): Finding => ({ check: 'A6', release, message })
  const { rhoOfBatch, rhoOfLook, rho } = policy
  const findings = [
    ...(isDeepStrictEqual(noisePolicyOf(survey, tables), policy)
      ? []
      : [
          found(
            'The noise, or the budget printed for it, is not the one that the definition of the survey gives: the promise in numbers may not hold.',
          ),
        ]),
    ...(rhoOfLook + rhoOfBatch <= rho ? [] : [found('A look and a batch together cost a person more than was promised.')]),
  ]
  return {
    id: 'A6',
    title: 'The noise is what the budget of one person pays for, and no more is spent',
    examined: Object.keys(policy).length,
    findings,
  }
}

/** Every number is a sum of whole batches up to this release, each with noise of its own; nothing is repeated or made again. */
export function checkBatches(history: readonly ReaderCopy[]): FileCheck {
  const [first] = history
  if (!first) throw new Error('an audit needs a release')
  const findings = history.flatMap(({ release, survey, policy, tables }): readonly Finding[] => {
    const found = (message: string): Finding => ({ check: 'A7', release, message })
    const isWhole = tables.every(({ slices }) => slices.every(({ asOf }) => asOf === release))
    const isSame = definitionHash(survey) === definitionHash(first.survey) && isDeepStrictEqual(policy, first.policy)
    return [
      ...(isWhole ? [] : [found('Some numbers are of another release: batches could overlap, and somebody be counted twice.')]),
      ...(isSame
        ? []
        : [
            found(
              `The definition or the budget is not that of release ${first.release}: sums over batches are then sums of different things.`,
            ),
          ]),
    ]
  })
  return { id: 'A7', title: 'Every release adds one batch, by one definition and with one budget', examined: history.length, findings }
}
