import { isDeepStrictEqual } from 'node:util'
import { averageOf, scoresOf } from '../means.ts'
import { assertPrintable } from '../printable.ts'
import type { Check } from './check.ts'
import type { Finding } from './finding.ts'
import type { PublishedReport } from './history.ts'

export const a0Format: Check = {
  id: 'A0',
  title: 'Every printed number is a multiple of the base, none is small, and all others follow from them',
  whole: ({ candidate }) => ({
    examined: candidate.tables.length,
    findings: candidate.tables.flatMap((table) => problemsOf(candidate, table)),
  }),
}

type Table = PublishedReport['tables'][number]

function problemsOf({ policy, survey, release }: PublishedReport, table: Table): readonly Finding[] {
  const found = (message: string, group?: string): Finding => ({
    check: 'A0',
    release,
    table: table.id,
    ...(group === undefined ? {} : { group }),
    message,
  })
  const scores = scoresOf(survey, table.question)
  return [
    ...(isWellFormed(policy, table)
      ? []
      : [found('A number is not rounded as the policy says, or stands for too few people: it could be a true count.')]),
    ...table.slices.flatMap((slice) => {
      const average = isDeepStrictEqual(averageOf(slice.cells, scores), slice.average)
      return [
        ...(average
          ? []
          : [found('A mean or median does not follow from the printed counts, so it may have been made from true ones.', slice.group)]),
      ]
    }),
  ]
}

function isWellFormed(policy: PublishedReport['policy'], table: Table): boolean {
  try {
    assertPrintable(policy, [table])
    return true
  } catch {
    return false
  }
}
