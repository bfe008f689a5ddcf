import { type Term, widthOf } from '../linear/linear-problem.ts'
import { repairOf } from './a1-width.ts'
import type { Finding } from './audit-finding.ts'
import { type Check, findingAt, inWords, type QuestionCell, type QuestionContext, type QuestionProblem } from './check.ts'

/** A count that so many sizes of its group fix counts as reconstructed. */
const MOST_SIZES = 100

/**
 * For every answer of every group, two sets of answers that a reader cannot tell apart, of the same size, in which another
 * number of people gave that answer. A question's tables (alone, and by one variable each) that agree on how many people gave
 * each answer always come from some set of answers: people who gave one answer can be spread over the groups of each
 * variable independently. So whole counts that satisfy every row of the question are such a set, and no search over
 * single answers is needed.
 */
export const a8Reconstruction: Check = {
  id: 'A8',
  title: 'For every answer of a group there are two sets of answers that fit all releases and differ in it',
  question: (context, block) => {
    const cells = block.cells.filter(({ answer, status }) => answer !== undefined && status !== 'not_asked')
    return { examined: cells.length, findings: cells.flatMap((cell) => lookAt(context, block, cell)) }
  },
}

function lookAt(context: QuestionContext, block: QuestionProblem, cell: QuestionCell): readonly Finding[] {
  const { label, asOf, ofSlice: all, variable } = cell
  const size = block.count(all, asOf)
  if (variable === undefined || size === undefined || all === label || differs(block, variable, size)) return []
  const message = `Only one set of answers would have fitted all releases: a reader could have reconstructed which ${inWords(cell)}.`
  return [findingAt('A8', context, cell, message, repairOf(context.candidate.release, cell))]
}

/** Every size that the group can have is tried, those of known points first: what is found must not depend on which points are known. */
function differs({ search }: QuestionProblem, variable: number, size: number): boolean {
  const seen = new Map<number, number>()
  for (const point of search.points) {
    const [people, count] = [point[size] ?? 0, point[variable] ?? 0]
    if ((seen.get(people) ?? count) !== count) return true
    seen.set(people, count)
  }
  const sum: readonly Term[] = [[variable, 1]]
  const isOpen = (people: number) => {
    const range = search.boundsOf(sum, (known) => widthOf(known) > 0, { variable: size, range: { low: people, high: people } })
    return range !== undefined && widthOf(range) > 0
  }
  if ([...seen.keys()].some(isOpen)) return true
  const { low, high } = search.boundsOf([[size, 1]], () => false) ?? { low: 0, high: -1 }
  for (let people = low; people <= Math.min(high, low + MOST_SIZES); people++) if (!seen.has(people) && isOpen(people)) return true
  return false
}
