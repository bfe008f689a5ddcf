import type { Solver } from '../linear/solver.ts'
import type { ProtectedReport } from '../report.ts'
import type { CheckResult, Finding } from './finding.ts'
import type { Facts, Inside, PublishedReport } from './history.ts'

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

/** The gate every release passes: see gate functions of this folder. */
export type Gate = (solver: Solver, input: ToAudit) => Audited
