import { type Term, widthOf } from '../linear/linear-problem.ts'
import type { Finding, Repair } from './audit-finding.ts'
import {
  type Check,
  findingAt,
  hiddenCells,
  inWords,
  isAtLeast,
  type QuestionCell,
  type QuestionContext,
  type QuestionProblem,
} from './check.ts'
import type { PublishedCell } from './published-ranges.ts'

export const a1Width: Check = {
  id: 'A1',
  title: 'From all printed numbers together, every hidden count still has a wide range (5 or more; careful: 9)',
  targets: ({ standard }, block) =>
    hiddenCells(block).flatMap(({ variable }) =>
      variable === undefined ? [] : [{ sum: [[variable, 1]], enough: isAtLeast(standard.width) }],
    ),
  question: (context, block) => {
    const hidden = hiddenCells(block)
    return { examined: hidden.length, findings: hidden.flatMap((cell) => lookAt(context, block, cell)) }
  },
}

function lookAt(context: QuestionContext, block: QuestionProblem, cell: QuestionCell): readonly Finding[] {
  const { candidate, standard } = context
  if (cell.variable === undefined) return []
  const count: readonly Term[] = [[cell.variable, 1]]
  const range = block.search.boundsOf(count, isAtLeast(standard.width))
  if (!range) return []
  const found = (message: string) => [findingAt('A1', context, cell, message, repairOf(candidate.release, cell))]
  if (widthOf(range) < standard.width) return found(tooNarrow(cell, widthOf(range)))
  if (!isInTinySlice(context, cell) || block.search.boundsOf(count, (known) => known.low <= 0)?.low === 0) return []
  return found(`In a very small group, a reader could have been sure that somebody is there: ${inWords(cell)}.`)
}

function tooNarrow(cell: PublishedCell, width: number): string {
  const learned = width === 0 ? 'exactly how many' : `to within ${width + 1} values how many`
  return `A reader could have worked out ${learned} ${inWords(cell)}, although the number is hidden.`
}

function isInTinySlice({ candidate }: QuestionContext, { table, group }: PublishedCell): boolean {
  const base = candidate.tables.find((each) => each.id === table)?.slices.find((each) => each.group === group)?.base
  return base !== undefined && base.value < 3 * candidate.policy.k
}

/** A cell of this release can be protected by a neighbour; an older one only by not saying more than before. */
export function repairOf(release: number, { asOf, question, by, group, answer, slice }: PublishedCell): Repair {
  if (asOf !== release || answer === undefined) return { kind: 'repeat', slice, question }
  return { kind: 'suppress', question, answer, by, group }
}
