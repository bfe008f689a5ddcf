import { mostReports } from '#shared/survey/most-reports.ts'
import { type Range, widthOf } from '../linear/linear-problem.ts'
import type { Finding } from './audit-finding.ts'
import { type Change, changesIn } from './changes.ts'
import { type Check, findingAt, inWords, isAtLeast, narrowBounds, type QuestionContext, type QuestionProblem } from './check.ts'

export const a3Differencing: Check = {
  id: 'A3',
  title:
    'From this release and every earlier one, the newcomers and leavers of every cell still have a range (3 or more; careful: 5), and there are no more releases than who sends many answers may see',
  whole: ({ candidate: { release, survey } }) => {
    const most = mostReports(survey)
    if (most === undefined || release <= most) return { examined: 1, findings: [] }
    const message = `The study may have ${most === 1 ? 'one release' : `${most} releases`}: from one more, who sends many answers could tell what a single person said.`
    return { examined: 1, findings: [{ check: 'A3', release, message }] }
  },
  targets: ({ standard }, block) => changesIn(block).map(({ sum }) => ({ sum, enough: isAtLeast(standard.changeWidth) })),
  question: (context, block) => {
    const changes = changesIn(block)
    return { examined: changes.length, findings: changes.flatMap((change) => lookAt(context, block, change)) }
  },
}

function lookAt(context: QuestionContext, block: QuestionProblem, { earlier, later, sum }: Change): readonly Finding[] {
  const { candidate, standard } = context
  const range = narrowBounds(block, sum, standard.changeWidth)
  if (!range || isLarge(range, candidate.policy.k)) return []
  const how = widthOf(range) === 0 ? 'exactly how many' : `to within ${widthOf(range) + 1} values how many`
  const message = `By comparing release ${earlier.asOf} with release ${later.asOf}, a reader could have worked out ${how} newcomers or leavers there were where ${inWords(later)}.`
  return [findingAt('A3', context, later, message, { kind: 'repeat', slice: later.slice, question: later.question })]
}

/** Whether a change is by as many people as a report may print: then it need not be hidden. */
export function isLarge({ low, high }: Range, k: number): boolean {
  return low >= k || high <= -k
}
