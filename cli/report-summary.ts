import { shownPath } from '#cli/shown-path.ts'
import type { StudyPlan } from '#shared/disclosure/profiles/profile.ts'
import { cellsByStatus, type ReportTable } from '#shared/disclosure/report.ts'
import { mostReports } from '#shared/survey/most-reports.ts'

/** Prints the number of tables and cells, and which groups are repeated. `standing` is a sentence about what the folder holds. */
export function printSummary(
  out: string,
  { tables, release }: { readonly tables: readonly ReportTable[]; readonly release: number },
  standing: string,
): void {
  const cells = cellsByStatus(tables)
  console.log(`Wrote ${shownPath(out)}`)
  console.log(`  tables  ${tables.length}`)
  console.log(
    `  cells   ${cells.published} shown, ${cells.top_coded} nearly everybody, ${cells.hidden_small} hidden because they are small, ${cells.hidden_secondary} hidden so that others cannot be worked out (secondary suppression), ${cells.group_too_small} in groups too small to show, ${cells.not_asked} not asked`,
  )
  for (const line of repeatedInWords(tables, release)) console.log(line)
  console.log(standing)
}

/** Says which groups are repeated from an earlier report, from which one, and why. */
function repeatedInWords(tables: readonly ReportTable[], release: number): string[] {
  const old = new Map<string, number>()
  for (const { by, slices } of tables)
    for (const { group, asOf } of slices) if (asOf < release) old.set(by === undefined ? 'everyone' : `${by}=${group}`, asOf)
  if (old.size === 0) return []
  const list = [...old].map(([group, asOf]) => `${group} (report ${asOf})`).join(', ')
  return [`  repeated  ${list}: since then too few people joined there, or new numbers would have given somebody away`]
}

/** Says the rule by which some answers wait for a later report. Their number is a secret of the key, and is not said. */
export function heldBackInWords({ survey, profile: { pace } }: StudyPlan): string[] {
  if (typeof pace !== 'object') return []
  const then = mostReports(survey) === 1 ? 'is in no report' : 'waits for a later report'
  return [
    `About one in ${pace.heldBackOneIn} of the people whom no report had counted, chosen at random with the key, ${then}. The numbers are about all others.`,
  ]
}
