import { a0Format, formatFindings } from '../audit/a0-format.ts'
import type { CheckResult } from '../audit/audit-finding.ts'
import { type AuditRun, audit } from '../audit/audit-history.ts'
import { CHECKS } from '../audit/check-catalogue.ts'
import type { ReaderFacts } from '../audit/history.ts'
import type { Solver } from '../linear/solver.ts'
import { hasOneLabel, offsetsOf } from '../policy.ts'
import { PrintedCells } from '../structure/printed-cells.ts'
import { type AuditProgress, checkExactRanges } from './exact-ranges.ts'
import { checkOnce, checkSamePeople } from './file-checks.ts'
import { checkBatches, checkBudget } from './noise-checks.ts'
import { checkPossible } from './possible-counts.ts'
import type { FileCheck, ReaderCopy } from './reader-copy.ts'

export type ToAuditFiles = {
  /** Every release of a study there is, oldest first. */
  readonly history: readonly ReaderCopy[]
  readonly facts: ReaderFacts
  readonly run?: AuditRun
  /** Called after each number that was attacked, where numbers are attacked one by one: exact-closed. */
  readonly onProgress?: AuditProgress
}

/** A check of what the files of a history show, with its result. */
export type Checked = FileCheck & {
  /** The input that a skipped check needs besides files. */
  readonly needs?: string
}

/** Checks a history by what its profile promises, as far as files can show it. */
export function auditFiles(solver: Solver, { history, facts, run, onProgress = () => {} }: ToAuditFiles): readonly Checked[] {
  const last = history.at(-1)
  if (!last) throw new Error('an audit needs a release')
  const { policy } = last
  const printed = new PrintedCells(last.survey, last.tables, hasOneLabel(policy))
  switch (policy.profile) {
    case 'exact-closed':
      return inOrder([
        ...formal(history),
        checkOnce(history),
        checkPossible(solver, printed, last, 0),
        checkExactRanges(solver, printed, last, policy, onProgress),
      ])
    case 'ckm':
      return inOrder([...formal(history), checkOnce(history), checkPossible(solver, printed, last, policy.maxChange)])
    case 'dp':
      return inOrder([...formal(history), checkBudget(last, policy), checkBatches(history)])
    default: {
      const rounded = history.map((each) => ({ ...each, policy: offsetsOf(each.policy) }))
      return audit(solver, { printed, history: rounded, facts, run }).map(titled)
    }
  }
}

function inOrder(checks: readonly Checked[]): readonly Checked[] {
  return checks.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

function formal(history: readonly ReaderCopy[]): FileCheck[] {
  return [
    checkFormat(history),
    merged(history.map((copy) => checkSamePeople(new PrintedCells(copy.survey, copy.tables, hasOneLabel(copy.policy)), copy))),
  ]
}

/** A0 over all releases. */
function checkFormat(history: readonly ReaderCopy[]): FileCheck {
  const examined = history.reduce((sum, { tables }) => sum + tables.length, 0)
  return { id: a0Format.id, title: a0Format.title, examined, findings: history.flatMap(formatFindings) }
}

/** One check of several releases. */
function merged(checks: readonly FileCheck[]): FileCheck {
  const [first] = checks
  if (!first) throw new Error('an audit needs a release')
  return {
    ...first,
    examined: checks.reduce((sum, { examined }) => sum + examined, 0),
    findings: checks.flatMap(({ findings }) => findings),
  }
}

function titled(check: CheckResult): Checked {
  const title = CHECKS.find(({ id }) => id === check.id)?.title ?? ''
  if (check.status === 'not_checked') return { id: check.id, title, examined: 0, findings: [], needs: check.needs }
  return { id: check.id, title, examined: check.examined, findings: check.findings }
}
