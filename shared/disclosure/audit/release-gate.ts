import { sliceName } from '#shared/tabulate/cohorts.ts'
import type { Solver } from '../linear/solver.ts'
import { offsetsOf } from '../policy.ts'
import { type ProtectedReport, protectedReport } from '../protected-report.ts'
import type { ReportTable } from '../report.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import type { CheckResult, Finding, Repair } from './audit-finding.ts'
import { type AuditRun, audit, type Proven } from './audit-history.ts'
import { stillSuppressed } from './coarse-labels.ts'
import { drawnDecoys, isDecoy, lessExactAtRandom } from './decoys.ts'
import type { CellDraw, Repairable } from './hide-labels.ts'
import type { GateKnowledge, PublishedReport, ReaderFacts } from './history.ts'
import { fallbacks, Repairs } from './repair.ts'
import { SecondaryChoice } from './secondary-choice.ts'

/** The state of a gate at the beginning of a round, as plain data: it goes on from here as it would have without a stop. */
export type GateProgress = {
  readonly round: number
  readonly tables: readonly ReportTable[]
  readonly found: readonly Finding[]
  readonly tried: ReadonlyMap<string, number>
}

/** The way a candidate is audited. Its result is the same for all of these. */
type GateRun = AuditRun & {
  /** The questions that were attacked before, of this candidate and with these checks; more are added. */
  readonly proven?: Proven
  readonly from?: GateProgress | undefined
  readonly onRound?: (progress: GateProgress) => void
}

export type ToAudit = {
  /** Every earlier release of the study, oldest first, as its readers have it. */
  readonly earlier: readonly PublishedReport[]
  /** The candidate: slices that are not due already hold the last release's numbers. */
  readonly printed: PrintedCells
  readonly release: number
  readonly report: ProtectedReport
  readonly facts: ReaderFacts
  readonly gateKnowledge: GateKnowledge
  /** Decides what is hidden without a need, so that nobody can tell from what is hidden that there was one. */
  readonly draw: CellDraw
  readonly run?: GateRun | undefined
}

export type Audited =
  | {
      readonly kind: 'passed'
      readonly report: ProtectedReport
      readonly checks: readonly CheckResult[]
      /** Findings that were repaired on the way. */
      readonly repaired: readonly Finding[]
      readonly rounds: number
    }
  /** The last findings, which could not be repaired. They hold no true count. */
  | { readonly kind: 'refused'; readonly message: string; readonly findings: readonly Finding[]; readonly rounds: number }

/** The gate every release passes. */
export type Gate = (solver: Solver, input: ToAudit) => Audited

const MOST_ROUNDS = 30

/**
 * Audits a candidate against every earlier release, and repairs it until every check passes. First it hides some cells and rounds some coarsely by a secret draw:
 * a reader who runs this program on every table that could have been there can then exclude none.
 *
 * When no repair is left, or after 30 rounds, it tries the fallbacks: fewer questions, by group first, then the last
 * release's numbers once more. It refuses a candidate only when these fail too. Repairs depend on printed numbers alone: a repair
 * that depends on true counts would tell of them.
 */
export const audited: Gate = (solver, { earlier, printed, release, report, facts, gateKnowledge, draw, run }) => {
  const policy = offsetsOf(report.policy)
  const base: Omit<Repairable, 'tables'> = { printed, release, previous: earlier.at(-1)?.tables, draw, policy }
  const { proven = new Map(), from, onRound = () => {} } = run ?? {}
  const publicly = (tables: readonly ReportTable[]) => {
    const known = facts.repeated ?? new Map()
    const repeated = new Map([...known, [release, repeatedIn(tables, report.tables)]])
    const history = [...earlier, { release, survey: printed.survey, policy, tables }]
    return { history, facts: { ...facts, repeated } }
  }
  const checksOf = (tables: readonly ReportTable[]) => audit(solver, { printed, ...publicly(tables), gateKnowledge, proven, run })
  const found: Finding[] = [...(from?.found ?? [])]
  const repairs = new Repairs(from?.tried)
  let tables: readonly ReportTable[] = from?.tables ?? lessExactAtRandom({ ...base, tables: report.tables })
  const drawn = from ? [] : drawnDecoys({ ...base, tables }, policy)
  if (drawn.length > 0) {
    tables = withChoice((choice) => {
      const decoys = drawn.filter((each) => isDecoy(each, choice, policy))
      return repairs.hideBeside({ ...base, tables }, decoys, choice)
    })
  }
  for (let round = from?.round ?? 1; ; round++) {
    onRound({ round, tables, found: [...found], tried: repairs.tried })
    const checks = checksOf(tables)
    const findings = findingsOf(checks)
    const passed = (rounds: number): Audited => ({ kind: 'passed', report: protectedWith(report, tables), checks, repaired: found, rounds })
    if (findings.length === 0) return passed(round)
    found.push(...findings)
    // A finding without a repair says that the numbers themselves are wrong.
    const wanted = findings.flatMap(({ repair }) => repair ?? [])
    if (wanted.length < findings.length) return refused(findings, round)
    const better = round < MOST_ROUNDS ? (round === 1 && hiddenBefore(findings)) || repaired(wanted) : undefined
    if (better) tables = better
    else return fallback(round)
  }

  /** A question in which something is found hides again what the last release hid of it; others show it, where it is large enough. */
  function hiddenBefore(findings: readonly Finding[]): readonly ReportTable[] | undefined {
    const named = new Set(findings.map(({ table }) => tables.find(({ id }) => id === table)?.question))
    const again = stillSuppressed({ ...base, tables }, (question) => named.has(question) || named.has(undefined))
    return again === tables ? undefined : again
  }

  function repaired(wanted: readonly Repair[]): readonly ReportTable[] | undefined {
    return withChoice((choice) => repairs.make({ ...base, tables }, wanted, choice))
  }

  function withChoice<Result>(use: (choice: SecondaryChoice) => Result): Result {
    const now = publicly(tables)
    const choice = new SecondaryChoice(solver, printed, now.history, now.facts)
    try {
      return use(choice)
    } finally {
      choice.close()
    }
  }

  function fallback(rounds: number): Audited {
    const questions = new Set(found.flatMap(({ table }) => tables.find(({ id }) => id === table)?.question ?? []))
    for (const [at, left] of fallbacks({ ...base, tables }, questions).entries()) {
      const checks = checksOf(left)
      const findings = findingsOf(checks)
      if (findings.length === 0) {
        return { kind: 'passed', report: protectedWith(report, left), checks, repaired: found, rounds: rounds + at + 1 }
      }
      found.push(...findings)
    }
    return refused(found, rounds)
  }
}

function findingsOf(checks: readonly CheckResult[]): readonly Finding[] {
  return checks.flatMap((check) => (check.status === 'failed' ? check.findings : []))
}

/** Groups whose numbers are older than in the candidate: repeated although enough had changed. */
function repeatedIn(tables: readonly ReportTable[], candidate: readonly ReportTable[]): ReadonlySet<string> {
  return new Set(
    tables.flatMap((table, at) =>
      table.slices.flatMap((slice, of) => (slice.asOf === candidate[at]?.slices[of]?.asOf ? [] : [sliceName(table.by, slice.group)])),
    ),
  )
}

function protectedWith({ policy, inWords }: ProtectedReport, tables: readonly ReportTable[]): ProtectedReport {
  return protectedReport({ policy, inWords, tables })
}

function refused(findings: readonly Finding[], rounds: number): Audited {
  const message =
    'This report cannot be shared safely: from its numbers, and those shared before, a reader could learn about single people.'
  return { kind: 'refused', message, findings, rounds }
}
