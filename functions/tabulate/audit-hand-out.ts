import { type AttackAll, oneAfterTheOther } from '#shared/disclosure/audit/audit-history.ts'
import type { Check, QuestionContext } from '#shared/disclosure/audit/check.ts'
import type { QuestionTask } from '#shared/disclosure/audit/question-task.ts'

/** Ends a gate whose questions are too many for one call: others attack them, and it begins again with what they found. */
export class HandedOut extends Error {
  readonly context: QuestionContext
  readonly checks: readonly Check[]
  readonly pieces: readonly (readonly QuestionTask[])[]

  constructor(context: QuestionContext, checks: readonly Check[], pieces: readonly (readonly QuestionTask[])[]) {
    super('the questions of the audit are attacked by others')
    this.name = 'HandedOut'
    this.context = context
    this.checks = checks
    this.pieces = pieces
  }
}

/**
 * The most cells that one call attacks before it hands out the rest. A cell takes a millisecond of a busy processor in a short series, and two in one of
 * twelve releases (docs/adr/0043-a-long-audit-is-handed-out.md).
 */
export const MOST_CELLS_HERE = 10_000

/** As many as the workflow lets run at once. Each is a question or more. */
export const MOST_PIECES = 8

/** Attacks questions in this call while they are few; otherwise throws HandedOut, before the first of them. */
export function handingOut(mostCells: number): AttackAll {
  let attacked = 0
  return (solver, context, checks, tasks, onStep) => {
    const all = [...tasks]
    attacked += cellsOf(all)
    if (all.length > 0 && attacked > mostCells) {
      throw new HandedOut(context, checks, inPieces(all))
    }
    return oneAfterTheOther(solver, context, checks, all, onStep)
  }
}

/** Pieces of about the same number of cells: the largest question first, each to the smallest piece so far. */
function inPieces(tasks: readonly QuestionTask[]): readonly (readonly QuestionTask[])[] {
  const pieces = Array.from({ length: Math.min(MOST_PIECES, tasks.length) }, (): QuestionTask[] => [])
  for (const task of tasks.toSorted((a, b) => b.cells.length - a.cells.length)) {
    pieces.reduce((least, each) => (cellsOf(each) < cellsOf(least) ? each : least)).push(task)
  }
  return pieces
}

function cellsOf(tasks: readonly QuestionTask[]): number {
  return tasks.reduce((sum, { cells }) => sum + cells.length, 0)
}
