import { isDeepStrictEqual } from 'node:util'
import { sliceName } from '#shared/tabulate/cohorts.ts'
import type { ReportSlice } from '../report.ts'
import type { Finding } from './audit-finding.ts'
import type { Check } from './check.ts'
import type { PublishedReport } from './history.ts'

export const a9Leakage: Check = {
  id: 'A9',
  title: 'Numbers that were not computed again are the same in every byte, and a group is computed again in all its tables or in none',
  whole: ({ history, candidate }) => ({
    examined: candidate.tables.reduce((sum, table) => sum + table.slices.length, 0),
    findings: [...changedUnseen(history, candidate), ...computedInPart(candidate), ...toldTwice(candidate)],
  }),
}

function changedUnseen(history: readonly PublishedReport[], candidate: PublishedReport): readonly Finding[] {
  const previous = history.filter((each) => each !== candidate).toSorted((a, b) => a.release - b.release)
  return candidate.tables.flatMap((table) =>
    table.slices.flatMap((slice): Finding[] => {
      const found = (message: string): Finding => ({
        check: 'A9',
        release: candidate.release,
        table: table.id,
        group: slice.group,
        message,
        repair: { kind: 'repeat', slice: sliceName(table.by, slice.group) },
      })
      if (slice.asOf > candidate.release) return [found('It says that it was computed in a release that is yet to come.')]
      if (slice.asOf === candidate.release) return []
      const before = previous.filter((each) => each.release >= slice.asOf).map((each) => sliceOf(each, table.id, slice.group))
      const same = before.every((each) => isDeepStrictEqual(each, slice))
      return same ? [] : [found('It says that it is unchanged, but it is not: a reader would have seen that somebody came or went.')]
    }),
  )
}

function sliceOf({ tables }: PublishedReport, table: string, group: string | undefined): ReportSlice | undefined {
  return tables.find((each) => each.id === table)?.slices.find((slice) => slice.group === group)
}

function computedInPart(candidate: PublishedReport): readonly Finding[] {
  const asOf = new Map<string, number>()
  return candidate.tables.flatMap((table) =>
    table.slices.flatMap((slice): Finding[] => {
      const key = sliceName(table.by, slice.group)
      const first = asOf.get(key) ?? slice.asOf
      asOf.set(key, first)
      if (first === slice.asOf) return []
      const message = `Some tables of ${key === '' ? 'everyone' : `the group ${key}`} are newer than others, so that the same people could be counted twice and compared.`
      return [{ check: 'A9', release: candidate.release, table: table.id, message, repair: { kind: 'repeat', slice: key } }]
    }),
  )
}

/** Every table of a group has the same base. */
function toldTwice(candidate: PublishedReport): readonly Finding[] {
  const bases = new Map<string, ReportSlice['base'] | null>()
  return candidate.tables.flatMap((table) =>
    table.slices.flatMap((slice): Finding[] => {
      const key = sliceName(table.by, slice.group)
      const first = bases.get(key) ?? slice.base ?? null
      bases.set(key, first)
      if (isDeepStrictEqual(first, slice.base ?? null)) return []
      const message = 'The same people have two different numbers in this release, and each is a draw of its own.'
      return [{ check: 'A9', release: candidate.release, table: table.id, message }]
    }),
  )
}
