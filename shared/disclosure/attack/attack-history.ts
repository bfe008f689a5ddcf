import { type Solver, withModel } from '../linear/solver.ts'
import { attackRanges } from './attack-ranges.ts'
import { tiedByConditions } from './deciding-cells.ts'
import type { PriorKnowledge } from './prior-knowledge.ts'
import type { AttackedRelease } from './published.ts'
import { questionSystem } from './question-system.ts'
import type { AttackTarget } from './target.ts'
import { historyOf } from './versions.ts'

/** What an attacker is left with: the count, or the change, is one of low..high. */
export type Learned = Omit<AttackTarget, 'sum'> & { readonly low: number; readonly high: number }

export type Attack = {
  /** One release, or several of one study, oldest first. */
  readonly history: readonly AttackedRelease[]
  readonly knowledge: PriorKnowledge
  /** A range this wide or wider may be wider still than what is given. */
  readonly wide: number
  readonly onQuestion?: (question: string) => void
}

/**
 * The best attacker we know, with the files alone: linear programs over every release at once, in which the secret offset
 * of a cell is the same in all of them. It shares no code with the audit that releases pass, so that a mistake in one is
 * found by the other. Throws when the releases are not of one study, in order, or contradict what is known.
 */
export function attack(solver: Solver, { history, knowledge, wide, onQuestion }: Attack): Learned[] {
  assertHistory(history)
  const attacked = historyOf(history)
  const questions = [...new Set(attacked.tables.map((table) => table.question))]
  return tiedByConditions(questions, attacked.last.questions).flatMap((tied) => {
    for (const question of tied) onQuestion?.(question)
    const { problem, targets } = questionSystem(attacked, tied, knowledge)
    if (targets.length === 0) return []
    const sums = targets.map(({ sum }) => sum)
    const ranges = withModel(solver, problem, (model) => attackRanges(model, sums, wide))
    return targets.map(({ sum: _, ...target }, i) => ({ ...target, low: ranges[i]?.low ?? 0, high: ranges[i]?.high ?? 0 }))
  })
}

function assertHistory(history: readonly AttackedRelease[]): void {
  const [first] = history
  if (!first) throw new Error('an attack needs a release')
  history.forEach(({ study, release }, i) => {
    if (study !== first.study) throw new Error(`the releases are of two studies, ${first.study} and ${study}`)
    const before = history[i - 1]
    if (before && before.release >= release) throw new Error('the releases are not in order, oldest first')
  })
}
