import { repairOf } from './a1-width.ts'
import { isLarge } from './a3-differencing.ts'
import type { Finding } from './audit-finding.ts'
import { changesIn } from './changes.ts'
import {
  type Check,
  type Examined,
  findingAt,
  hiddenCells,
  inWords,
  narrowBounds,
  type QuestionCell,
  type QuestionContext,
  type QuestionProblem,
} from './check.ts'
import type { Assumption } from './solution-pool.ts'

export const a5Insiders: Check = {
  id: 'A5',
  title: 'The same with three (careful: five) insiders who tell each other their answers, wherever in the row of a cell they are',
  question: (context, block) => {
    const [hidden, changed] = [amongHidden(context, block), amongChanges(context, block)]
    return { examined: hidden.examined + changed.examined, findings: [...hidden.findings, ...changed.findings] }
  },
}

/** The worst case is that all insiders are in one cell of the target's row. Spread out, each of them narrows another cell by less. */
function amongHidden(context: QuestionContext, block: QuestionProblem): Examined {
  const { candidate, standard, coalition } = context
  const rows = Map.groupBy(
    hiddenCells(block).filter((cell) => cell.answer !== undefined && cell.isLatest),
    ({ table, slice, asOf }) => [table, slice, asOf].join('\n'),
  )
  let examined = 0
  const findings = [...rows.values()].flatMap((row) =>
    row.flatMap((target): Finding[] => {
      const { variable } = target
      if (variable === undefined) return []
      const found = placesFor(row, coalition).find((assumption) => {
        examined++
        return narrowBounds(block, [[variable, 1]], standard.width, assumption)
      })
      if (!found) return []
      const message = `${insiders(coalition)} could have narrowed down too far how many ${inWords(target)}.`
      return [findingAt('A5', context, target, message, repairOf(candidate.release, target))]
    }),
  )
  return { examined, findings }
}

/** Insiders who were there before and after: their own cell cannot have been empty in either release. */
function amongChanges(context: QuestionContext, block: QuestionProblem): Examined {
  const { candidate, standard, coalition } = context
  // Older numbers were looked at when they were new, and A1 and A3 look at them every time.
  const changes = changesIn(block).filter(({ later }) => later.isLatest)
  const findings = changes.flatMap(({ earlier, later, sum }): Finding[] => {
    const known = placesFor([earlier], coalition)
      .map((assumption) => narrowBounds(block, sum, standard.changeWidth, assumption))
      .find((range) => range && !isLarge(range, candidate.policy.k))
    if (!known) return []
    const message = `${insiders(coalition)} could have worked out the newcomers or leavers between release ${earlier.asOf} and release ${later.asOf} where ${inWords(later)}.`
    return [findingAt('A5', context, later, message, { kind: 'repeat', slice: later.slice, question: later.question })]
  })
  return { examined: changes.length, findings }
}

function placesFor(cells: readonly QuestionCell[], coalition: number): readonly Assumption[] {
  return cells.flatMap(({ variable }) =>
    variable === undefined ? [] : [{ variable, range: { low: coalition, high: Number.POSITIVE_INFINITY } }],
  )
}

function insiders(coalition: number): string {
  return `${coalition} insiders who tell each other their answers`
}
