import type { Checked } from '#shared/disclosure/file-audit/file-audit.ts'
import type { ReadRelease } from '#shared/release/read.ts'

/** The result of an audit as text: the release that was judged, then a line for each check. */
export function auditTable(history: readonly ReadRelease[], checks: readonly Checked[]): string {
  const [first, last] = [history[0], history.at(-1)]
  const others = history.length === 1 ? '' : `, with ${history.length - 1} before it`
  const unnamed = (first?.release ?? 1) - 1
  return [
    `${last?.survey.id}, release ${last?.release}${others}, protected as ${last?.policy.profile}`,
    ...(unnamed === 0
      ? []
      : [`${earlier(unnamed)} not named: this audit did not compare the others with ${unnamed === 1 ? 'it' : 'them'}.`]),
    '',
    ...checks.map((check) => `${check.id}  ${resultOf(check).padEnd(28)}  ${check.title}`),
    '',
  ].join('\n')
}

function earlier(count: number): string {
  return count === 1 ? 'Release 1 was' : `Releases 1 to ${count} were`
}

function resultOf({ needs, examined, findings }: Checked): string {
  if (needs !== undefined) return `not checked: needs ${needs}`
  if (findings.length > 0) return `FAILED, ${findings.length} found`
  return examined === 0 ? 'passed, nothing to examine' : `passed, ${examined} examined`
}
