import { CHECKS } from '#shared/disclosure/audit/catalogue.ts'
import type { CheckResult } from '#shared/disclosure/audit/finding.ts'
import type { PublishedReport } from '#shared/disclosure/audit/history.ts'

/** One line a check. */
export function auditTable(history: readonly PublishedReport[], checks: readonly CheckResult[]): string {
  const last = history.at(-1)
  const others = history.length === 1 ? '' : `, with ${history.length - 1} before it`
  return [`${last?.survey.id}, release ${last?.release}${others}`, '', ...checks.map(lineOf), ''].join('\n')
}

function lineOf(check: CheckResult): string {
  const title = CHECKS.find(({ id }) => id === check.id)?.title ?? ''
  return `${check.id}  ${resultOf(check).padEnd(28)}  ${title}`
}

function resultOf(check: CheckResult): string {
  if (check.status === 'not_checked') return `not checked: needs ${check.needs}`
  if (check.status === 'failed') return `FAILED, ${check.findings.length} found`
  return check.looked === 0 ? 'passed, nothing to look at' : `passed, ${check.looked} looked at`
}
