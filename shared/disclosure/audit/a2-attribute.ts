import { difference } from '../linear/linear-problem.ts'
import { repairOf } from './a1-width.ts'
import type { Finding } from './audit-finding.ts'
import { type Check, findingAt, inWords, type QuestionCell, type QuestionContext, type QuestionProblem } from './check.ts'

export const a2Attribute: Check = {
  id: 'A2',
  title: 'In no group can it be told that everybody (but the insiders) gave one answer',
  question: (context, block) => {
    const answers = block.cells.filter((cell) => cell.answer !== undefined)
    return { examined: answers.length, findings: answers.flatMap((cell) => lookAt(context, block, cell)) }
  },
}

function lookAt(context: QuestionContext, block: QuestionProblem, cell: QuestionCell): readonly Finding[] {
  const { candidate, coalition } = context
  const { label, asOf, ofSlice: all, variable: these } = cell
  const everyone = block.count(all, asOf)
  // If the survey's rules make the answer and the group the same people, it tells nothing about anybody.
  if (everyone === undefined || these === undefined || all === label) return []
  const needed = coalition + 1
  if (leastOf(block, everyone) - mostOf(block, these) >= needed) return []
  // A group may have no more people than this: then nothing is certain of anybody in it.
  if (leastOf(block, everyone) < needed) return []
  const others = block.search.boundsOf(difference(everyone, these), (known) => known.high >= needed)
  if (!others || others.high >= needed) return []
  const message = `A reader could have been sure of nearly everybody in a group: that all but ${Math.max(0, others.high)} ${inWords(cell)}.`
  return [findingAt('A2', context, cell, message, repairOf(candidate.release, cell))]
}

function leastOf({ bounds }: QuestionProblem, variable: number): number {
  return bounds(variable)?.low ?? 0
}

function mostOf({ bounds }: QuestionProblem, variable: number): number {
  return bounds(variable)?.high ?? Number.POSITIVE_INFINITY
}
