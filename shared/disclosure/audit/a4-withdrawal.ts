import { sliceName } from '#shared/tabulate/cohorts.ts'
import type { Finding } from './audit-finding.ts'
import { type Change, changesIn } from './changes.ts'
import { type Check, type Context, type Examined, findingAt, inWords, type QuestionContext, type QuestionProblem } from './check.ts'
import { growthBetween } from './history.ts'

export const a4Withdrawal: Check = {
  id: 'A4',
  title: 'No number moves for too few newcomers (10; careful: 20), and of nobody who left (or joined) the answer can be told',
  whole: tooFewChanges,
  question: (context, block) => {
    const changes = changesIn(block)
    return { examined: changes.length, findings: changes.flatMap((change) => lookAt(context, block, change)) }
  },
}

/** Compares the true number of newcomers, which only the gate knows, with the minimum. A finding names the slice and no number. */
function tooFewChanges({ candidate, gateKnowledge, standard }: Context): Examined {
  if (!gateKnowledge) return { examined: 0, findings: [] }
  const fresh = new Set(
    candidate.tables.flatMap((table) =>
      table.slices.filter((slice) => slice.asOf === candidate.release).map((slice) => sliceName(table.by, slice.group)),
    ),
  )
  const findings = [...fresh].flatMap((slice): Finding[] => {
    const newcomers = gateKnowledge.newcomers.get(slice)
    if (newcomers === undefined || newcomers >= standard.leastNewcomers) return []
    const message = `The numbers of ${slice === '' ? 'everyone' : `the group ${slice}`} would have moved for fewer than ${standard.leastNewcomers} newcomers, which shows who came.`
    return [{ check: 'A4', release: candidate.release, message, repair: { kind: 'repeat', slice } }]
  })
  return { examined: fresh.size, findings }
}

/** If an attacker knows how many people left, at least one of them may have been in another cell. The same holds for those who joined. */
function lookAt(context: QuestionContext, block: QuestionProblem, { earlier, later, sum }: Change): readonly Finding[] {
  if (later.answer === undefined) return []
  const { admitted, withdrawn } = growthBetween(context.facts.growth, earlier.asOf, later.asOf)
  const found = (who: string) => {
    const message = `A reader who knows how many people ${who} between release ${earlier.asOf} and release ${later.asOf} could have been sure that all of them were where ${inWords(later)}.`
    return findingAt('A4', context, later, message, { kind: 'repeat', slice: later.slice })
  }
  const range = block.search.seenBounds(sum)
  if (!range) return []
  const allLeft = withdrawn > 0 && range.high <= -withdrawn && most(block, sum, -withdrawn) <= -withdrawn
  const allJoined = admitted > 0 && range.low >= admitted && least(block, sum, admitted) >= admitted
  return [...(allLeft ? [found('left')] : []), ...(allJoined ? [found('joined')] : [])]
}

function most(block: QuestionProblem, sum: Change['sum'], than: number): number {
  return block.search.boundsOf(sum, (known) => known.high > than)?.high ?? than
}

function least(block: QuestionProblem, sum: Change['sum'], than: number): number {
  return block.search.boundsOf(sum, (known) => known.low < than)?.low ?? than
}
