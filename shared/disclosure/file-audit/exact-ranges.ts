import { COUNT, type Range } from '../linear/linear-problem.ts'
import { Infeasible, type Solver } from '../linear/solver.ts'
import type { ExactClosedPolicy } from '../policy.ts'
import type { ReportSlice } from '../report.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import { closedPlan } from '../suppression/closed-plan.ts'
import { TableReader } from '../suppression/table-reader.ts'
import { asCounted, type FileCheck, findingIn, printedIn, type ReaderCopy, type Spot, spotsOf } from './reader-copy.ts'

const TITLE =
  'From all exact numbers together, every hidden small count, and every one of a small group, still has a wide range (5 or more)'

/** Calls `onProgress` after each number that was worked on. */
export type AuditProgress = (done: number, of: number) => void

/** Computes by linear programs which range the margins of all tables leave to each hidden number, and reports the narrow ones. */
export function checkExactRanges(
  solver: Solver,
  printedCells: PrintedCells,
  copy: ReaderCopy,
  policy: ExactClosedPolicy,
  onProgress: AuditProgress,
): FileCheck {
  const plan = closedPlan(printedCells, asCounted(printedCells, copy.tables, baseOf(policy)), (base) => base >= policy.minSlice)
  const spots = spotsOf(printedCells, copy.tables)
  const printed = new Set(spots.filter((spot) => printedIn(spot) !== undefined).map(({ label }) => label))
  const told = new Map(spots.flatMap((spot) => (spot.cell && 'low' in spot.cell ? [[spot.label, spot] as const] : [])))
  const named = new Map(spots.toReversed().map((spot) => [spot.label, spot]))
  const hidden = [...plan.labels].filter(([, label]) => !printed.has(label))
  const knowledge = new Map(hidden.map(([cell, label]) => [cell, rangeTold(told.get(label), policy)]))
  const guarded = hidden.filter(([cell, label]) => plan.blank.has(cell) || told.get(label)?.cell?.status === 'hidden_small')

  const reader = new TableReader(solver, plan.table, new Set(knowledge.keys()), knowledge)
  const result = (findings: FileCheck['findings']): FileCheck => ({ id: 'A1', title: TITLE, examined: guarded.length, findings })
  try {
    return result(
      guarded.flatMap(([cell, label], done) => {
        const { range } = reader.ends(cell)
        onProgress(done + 1, guarded.length)
        const spot = named.get(label)
        if (!spot || range.high - range.low >= policy.width) return []
        return [findingIn(spot, 'A1', copy.release, tooNarrow(range))]
      }),
    )
  } catch (thrown) {
    if (!(thrown instanceof Infeasible)) throw thrown
    const message = 'The printed numbers contradict each other: no true counts could have led to all of them.'
    return result([{ check: 'A1', release: copy.release, message }])
  } finally {
    reader.close()
  }
}

/** A group whose size is not printed is small when all of it says so. */
function baseOf({ minSlice }: ExactClosedPolicy): (slice: ReportSlice) => number {
  return ({ cells }) => (cells.some(({ status }) => status === 'group_too_small') ? 0 : minSlice)
}

/** A status says on which side of k a hidden number is; a group too small to show says nothing of its cells. */
function rangeTold(spot: Spot | undefined, { k }: ExactClosedPolicy): Range {
  if (spot?.cell?.status === 'hidden_small') return { low: 0, high: k - 1 }
  return spot?.cell?.status === 'hidden_secondary' ? { low: k, high: Number.POSITIVE_INFINITY } : COUNT
}

function tooNarrow({ low, high }: Range): string {
  const learned = low === high ? 'exactly how many' : `to within ${high - low + 1} values how many`
  return `A reader could have worked out ${learned} people these are, although the number is hidden.`
}
