import { type Solver, withModel } from '../linear/solver.ts'
import { attackRanges } from './attack-ranges.ts'
import { tiedQuestions } from './deciding-cells.ts'
import type { PriorKnowledge } from './prior-knowledge.ts'
import type { AttackedRelease } from './published.ts'
import { questionSystem } from './question-system.ts'
import type { AttackTarget } from './target.ts'
import { historyOf } from './versions.ts'

/** The result of an attack on one count, or one change: it lies in low..high. */
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
 * An attacker who solves for the counts from the printed numbers, with the files alone. One linear program a group of questions, over every release at once: the
 * unknowns are the counts of each cell in each release, and one secret offset a cell that all releases share.
 *
 * Takes releases of one study, oldest first, and what the attacker knows besides. Gives the range of every hidden count and of
 * every change. A range narrower than `wide` is exact; a wider one may be wider still. Throws when the releases are not of one
 * study or not in order, and Infeasible when they contradict what is known.
 *
 * It reads the files and writes down the margins with code of its own, so that it finds mistakes of the audit. With the audit it
 * shares the wrapper of the solver (`linear/`) and the type of a condition, and nothing else; a test keeps it so.
 */
export function attack(solver: Solver, { history, knowledge, wide, onQuestion }: Attack): Learned[] {
  assertHistory(history)
  const attacked = historyOf(history)
  const questions = [...new Set(attacked.tables.map((table) => table.question))]
  return tiedQuestions(questions, attacked.last.questions, attacked.last.nests).flatMap((tied) => {
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
