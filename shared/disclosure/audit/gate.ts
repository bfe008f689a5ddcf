import type { Solver } from '../linear/solver.ts'
import { offsetsOf } from '../policy.ts'
import { type ProtectedReport, type ReportTable, sealReport } from '../report.ts'
import { audit } from './audit.ts'
import { Definition } from './definition.ts'
import type { CheckResult, Finding } from './finding.ts'
import type { Facts, Inside, PublishedReport } from './history.ts'
import { type Repairable, repaired, stillHidden } from './repair.ts'

export type ToAudit = {
  /** Every earlier release of the study, oldest first, as its readers have it. */
  readonly earlier: readonly PublishedReport[]
  /** The candidate: slices that are not due already hold the last release's numbers. */
  readonly survey: PublishedReport['survey']
  readonly release: number
  readonly report: ProtectedReport
  readonly facts: Facts
  readonly inside: Inside
}

export type Audited =
  | {
      readonly kind: 'passed'
      readonly report: ProtectedReport
      readonly checks: readonly CheckResult[]
      /** What was found and repaired on the way. */
      readonly repaired: readonly Finding[]
      readonly rounds: number
    }
  /** What was found last and could not be repaired. It holds no true count. */
  | { readonly kind: 'refused'; readonly message: string; readonly findings: readonly Finding[]; readonly rounds: number }

/** The gate every release passes. */
export type Gate = (solver: Solver, input: ToAudit) => Audited

const MOST_ROUNDS = 20

/**
 * Audits a candidate against every earlier release and repairs what can be repaired: hides a neighbour, or publishes the
 * last numbers of a group again. Whatever still fails after 20 rounds is refused. What is repaired follows from printed
 * numbers alone: a repair that followed from true counts would tell of them.
 */
export const audited: Gate = (solver, { earlier, survey, release, report, facts, inside }) => {
  const definition = new Definition(survey)
  const previous = earlier.at(-1)?.tables
  const base: Omit<Repairable, 'tables'> = { survey, definition, release, previous }
  const found: Finding[] = []
  let tables = stillHidden({ ...base, tables: report.tables })
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const history = [...earlier, { release, survey, policy: offsetsOf(report.policy), tables }]
    const checks = audit(solver, { history, facts, inside })
    const findings = checks.flatMap((check) => (check.status === 'failed' ? check.findings : []))
    if (findings.length === 0) return { kind: 'passed', report: sealed(report, tables), checks, repaired: found, rounds: round }
    const repairs = findings.flatMap(({ repair }) => repair ?? [])
    const better = repairs.length === findings.length ? repaired({ ...base, tables }, repairs) : undefined
    if (!better) return refused(findings, round)
    found.push(...findings)
    tables = better
  }
  return refused(found, MOST_ROUNDS)
}

function sealed({ policy, inWords }: ProtectedReport, tables: readonly ReportTable[]): ProtectedReport {
  return sealReport({ policy, inWords, tables })
}

function refused(findings: readonly Finding[], rounds: number): Audited {
  const message =
    'This report cannot be shared safely: from its numbers, and those shared before, a reader could learn about single people.'
  return { kind: 'refused', message, findings, rounds }
}
