import { isDeepStrictEqual } from 'node:util'
import type { Survey } from '#shared/survey/survey.ts'
import { averageOf, scoresOf } from '../means.ts'
import type { Policy } from '../policy.ts'
import { assertPrintable } from '../printable.ts'
import type { ReportSlice, ReportTable } from '../report.ts'
import type { Finding } from './audit-finding.ts'
import type { Check } from './check.ts'

export const a0Format: Check = {
  id: 'A0',
  title: 'Every number has the format that the policy allows, and means follow from printed numbers',
  whole: ({ candidate }) => ({ examined: candidate.tables.length, findings: formatFindings(candidate) }),
}

type Released = { readonly release: number; readonly survey: Survey; readonly policy: Policy; readonly tables: readonly ReportTable[] }

/** A0 for every profile: slices with a number that the policy does not allow, or a mean that other numbers than the printed ones made. */
export function formatFindings({ release, survey, policy, tables }: Released): readonly Finding[] {
  return tables.flatMap((table) => {
    const scores = scoresOf(survey, table.question)
    return table.slices.flatMap((slice) => {
      const found = (message: string): Finding => ({ check: 'A0', release, table: table.id, group: slice.group, message })
      return [
        ...(isWellFormed(policy, table, slice)
          ? []
          : [found('A number, or its range, is not one that the policy allows, or should be hidden: it may be a true count.')]),
        ...(isDeepStrictEqual(averageOf(slice.cells, scores), slice.average)
          ? []
          : [found('A mean or median does not follow from the printed counts, so it may have been made from true ones.')]),
      ]
    })
  })
}

function isWellFormed(policy: Policy, table: ReportTable, slice: ReportSlice): boolean {
  try {
    assertPrintable(policy, [{ ...table, slices: [slice] }])
    return true
  } catch {
    return false
  }
}
