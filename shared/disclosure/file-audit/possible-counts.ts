import { COUNT, ProblemBuilder, type Range } from '../linear/linear-problem.ts'
import { type Solver, withModel } from '../linear/solver.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import { linkedPlan } from '../suppression/closed-plan.ts'
import { asCounted, type FileCheck, printedIn, type ReaderCopy, spotsOf } from './reader-copy.ts'

/** Numbers that were changed by no more than they may be (0: exact ones) come from some true counts, in all tables at once. */
export function checkPossible(solver: Solver, printed: PrintedCells, copy: ReaderCopy, maxChange: number): FileCheck {
  const { margins } = linkedPlan(
    printed,
    asCounted(printed, copy.tables, () => 0),
    () => true,
  )
  const told = new Map<number, Range>()
  const spots = spotsOf(printed, copy.tables)
  for (const spot of spots) {
    const number = printedIn(spot)
    const range = number === undefined ? hiddenRange(spot.cell) : { low: number - maxChange, high: number + maxChange }
    if (range) told.set(margins.atom(spot.label), range)
  }
  const problem = new ProblemBuilder()
  for (const atom of margins.truth.keys()) problem.variable(told.get(atom) ?? COUNT)
  for (const { terms, sum } of margins.known) problem.equal(terms, sum)
  const found = withModel(solver, problem.build(), (model) => model.minimise([]))
  const how = maxChange === 0 ? 'are' : `lie within ${maxChange} of`
  const message = `No true counts ${how} all printed numbers: some number was changed by more than the method may change it, or afterwards.`
  return {
    id: 'A8',
    title: `Some true counts ${how} all numbers at once`,
    examined: spots.length,
    findings: found ? [] : [{ check: 'A8', release: copy.release, message }],
  }
}

function hiddenRange(cell: { readonly status: string } | undefined): Range | undefined {
  return cell && 'low' in cell && 'high' in cell && typeof cell.low === 'number' && typeof cell.high === 'number'
    ? { low: cell.low, high: cell.high }
    : undefined
}
