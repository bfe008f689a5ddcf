import { isDeepStrictEqual } from 'node:util'
import { averageOf, scoresOf } from '../means.ts'
import { assertPrintable } from '../printable.ts'
import type { ReportSlice } from '../report.ts'
import type { FileCheck, ReaderCopy } from './reader-copy.ts'

/** Of every profile: numbers have the form their policy allows, and what is made from them was made from nothing else. */
export function checkForm({ release, survey, policy, tables }: ReaderCopy): FileCheck {
  const findings = tables.flatMap((table) => {
    const found = (message: string, group?: string) => ({
      check: 'A0' as const,
      release,
      table: table.id,
      ...(group === undefined ? {} : { group }),
      message,
    })
    const scores = scoresOf(survey, table.question)
    return table.slices.flatMap((slice) => [
      ...(isWellFormed(policy, table, slice)
        ? []
        : [found('A number, or its range, is not one that the policy allows, or should be hidden: it may be a true count.', slice.group)]),
      ...(isDeepStrictEqual(averageOf(slice.cells, scores), slice.average)
        ? []
        : [found('A mean or median does not follow from the printed counts, so it may have been made from true ones.', slice.group)]),
    ])
  })
  return {
    id: 'A0',
    title: 'Every number has the form that the policy allows, and all others follow from them',
    examined: tables.length,
    findings,
  }
}

function isWellFormed(policy: ReaderCopy['policy'], table: ReaderCopy['tables'][number], slice: ReportSlice): boolean {
  try {
    assertPrintable(policy, [{ ...table, slices: [slice] }])
    return true
  } catch {
    return false
  }
}
