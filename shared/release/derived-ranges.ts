import { attackerOf } from '#shared/disclosure/audit/attacker.ts'
import { NO_FACTS, type PublishedReport } from '#shared/disclosure/audit/history.ts'
import { Infeasible } from '#shared/disclosure/linear/solver.ts'
import { hasOneLabel, isRounded, type Policy } from '#shared/disclosure/policy.ts'
import type { ReportCell, ReportTable } from '#shared/disclosure/report.ts'
import { PrintedCells } from '#shared/disclosure/structure/printed-cells.ts'
import type { Survey } from '#shared/survey/survey.ts'

/**
 * The tables, each hidden count with the range that any reader can work out for it from these tables alone, through the sums in which it
 * occurs. Tables whose numbers contradict each other are left as they are: the audit reports them.
 */
export function withDerivedRanges(survey: Survey, policy: Policy, release: number, tables: readonly ReportTable[]): readonly ReportTable[] {
  if (!isRounded(policy)) return tables
  const rangeOf = rangesIn({ survey, policy, release, tables })
  return tables.map((table) => ({
    ...table,
    slices: table.slices.map((slice) => ({
      ...slice,
      cells: slice.cells.map((cell) => narrowed(cell, () => rangeOf(table, slice.group, cell.answer, slice.asOf))),
    })),
  }))
}

type Range = { readonly low: number; readonly high: number }

function narrowed(cell: ReportCell, rangeOf: () => Range | undefined): ReportCell {
  if (cell.status !== 'hidden_small' && cell.status !== 'hidden_secondary') return cell
  const range = rangeOf()
  return range ? { ...cell, low: Math.max(cell.low, range.low), high: Math.min(cell.high, range.high) } : cell
}

function rangesIn(release: PublishedReport) {
  try {
    const printed = new PrintedCells(release.survey, release.tables, hasOneLabel(release.policy))
    const { system, count } = attackerOf(printed, [release], NO_FACTS)
    return ({ question, by }: ReportTable, group: string | undefined, answer: string, asOf: number): Range | undefined => {
      const variable = count(printed.label({ question, by, group }, answer), asOf)
      return variable === undefined ? undefined : system.range(variable)
    }
  } catch (thrown) {
    if (thrown instanceof Infeasible) return () => undefined
    throw thrown
  }
}
