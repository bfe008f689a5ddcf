import { relative } from 'node:path'
import type { StudyPlan } from '#shared/disclosure/profiles/profile.ts'
import { cellsByStatus, type ReportTable } from '#shared/disclosure/report.ts'
import { mostReports } from '#shared/survey/most-reports.ts'

/** Prints the number of tables and cells, and which groups are repeated. `standing` says what the folder is. */
export function printSummary(
  out: string,
  { tables, release }: { readonly tables: readonly ReportTable[]; readonly release: number },
  standing: string,
): void {
  const cells = cellsByStatus(tables)
  console.log(`Wrote ${shown(out)}`)
  console.log(`  tables  ${tables.length}`)
  console.log(
    `  cells   ${cells.published} shown, ${cells.top_coded} nearly everybody, ${cells.hidden_small} hidden as too small, ${cells.hidden_secondary} by secondary suppression, ${cells.group_too_small} in groups too small to show, ${cells.not_asked} not asked`,
  )
  for (const line of repeatedInWords(tables, release)) console.log(line)
  console.log(standing)
}

/** Which groups are shown as an earlier report has them, since which one, and why that can be. */
function repeatedInWords(tables: readonly ReportTable[], release: number): string[] {
  const old = new Map<string, number>()
  for (const { by, slices } of tables)
    for (const { group, asOf } of slices) if (asOf < release) old.set(by === undefined ? 'everyone' : `${by}=${group}`, asOf)
  if (old.size === 0) return []
  const list = [...old].map(([group, asOf]) => `${group} (report ${asOf})`).join(', ')
  return [`  repeated  ${list}: since then too few people joined there, or new numbers would have given somebody away`]
}

/** A path as a person would type it here. */
export function shown(path: string): string {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') ? path : near
}

/** Says that some answers wait, as a rule and without their number: the rule is public, and the number is a secret of the key. */
export function heldBackInWords({ survey, profile: { pace } }: StudyPlan): string[] {
  if (typeof pace !== 'object') return []
  const then = mostReports(survey) === 1 ? 'is in no report' : 'waits for a later report'
  return [
    `Of the answers in the file that no report had counted, about one in ${pace.heldBackOneIn}, chosen at random by the key, ${then}: the numbers are of the others.`,
  ]
}
