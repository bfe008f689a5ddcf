import { sum } from '#shared/sum.ts'
import { type Cohorts, cohortsBySlice, EVERYONE, type SliceName } from '#shared/tabulate/cohorts.ts'
import type { SeriesState } from './state.ts'

/** The number of people who came to a slice, or left it, since it was last counted. */
export type Churn = { readonly added: number; readonly withdrawn: number; readonly base: number }

/**
 * Gives the churn of each slice since the release it was last counted in, from how many of each release's newcomers are in it
 * now. People who came and left in between were in no release and do not count.
 */
export function churnBySlice(state: SeriesState, cohorts: Cohorts): ReadonlyMap<SliceName, Churn> {
  return new Map(
    [...cohortsBySlice(cohorts)].map(([slice, newcomers]) => {
      const before = state.slices[slice]
      if (!before) throw new Error(`the series knows no group ${slice}`)
      return [slice, churnSince(before.asOf, before.base, newcomers)]
    }),
  )
}

/** The number of people who came to the study, or left it, since the last release, whichever slices that one counted. */
export function churnOfRelease(state: SeriesState, cohorts: Cohorts): Churn {
  return churnSince(state.release, state.members, cohortsBySlice(cohorts).get(EVERYONE) ?? [])
}

/** `newcomers[0]` are those of release 1. Throws when more people are left than there were. */
function churnSince(asOf: number, base: number, newcomers: readonly number[]): Churn {
  const left = sum(newcomers.slice(0, asOf))
  if (left > base) throw new Error('a group has people of an earlier release that it did not have then')
  const added = sum(newcomers.slice(asOf))
  return { added, withdrawn: base - left, base: left + added }
}
