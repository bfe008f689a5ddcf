import { difference, type Term } from '../linear/linear-problem.ts'
import type { QuestionCell, QuestionProblem } from './check.ts'

/** The same people in two releases. */
export type Change = { readonly earlier: QuestionCell; readonly later: QuestionCell; readonly sum: readonly Term[] }

/**
 * The changes of each count: from each of its versions to the next, and from every version to the last one. How everyone
 * changed is no secret to an attacker who sees people come and go.
 */
export function changesIn(block: QuestionProblem): readonly Change[] {
  const versions = Map.groupBy(
    block.cells.filter((cell) => cell.label !== block.everyone),
    (cell) => cell.label,
  )
  return [...versions.values()].flatMap((cells) => {
    const sorted = cells.toSorted((a, b) => a.asOf - b.asOf)
    return sorted.slice(0, -1).flatMap((earlier, at) => {
      const laters = [...new Set([sorted[at + 1], sorted.at(-1)])].filter((each) => each !== undefined)
      return laters.flatMap((later) =>
        earlier.variable === undefined || later.variable === undefined
          ? []
          : [{ earlier, later, sum: difference(later.variable, earlier.variable) }],
      )
    })
  })
}
