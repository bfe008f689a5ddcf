import { addToCohorts, type Cohorts, emptyCohorts, mergeCohorts } from '#shared/tabulate/cohorts.ts'
import { addKeys, emptyKeySums, type KeySums, keyedTables, mergeKeySums } from '#shared/tabulate/key-sums.ts'
import type { CountedTable } from '#shared/tabulate/table.ts'
import { addResponses, countedTables, emptyTally, mergeTallies, type Tally } from '#shared/tabulate/tally.ts'
import { recordKey } from '../cell-key/cell-key.ts'
import type { StudyKey } from '../keyed-draws.ts'
import type { StudyPlan } from '../profiles/profile.ts'

/**
 * The counts for a release: answers of the people its numbers are about, arrivals of all members, and where the profile needs it,
 * the sums of record keys. Parts add up in any number and any order.
 */
export type CountedMembers = { readonly tally: Tally; readonly cohorts: Cohorts; readonly keys?: KeySums }

/** Somebody whom a release may count: `since` is the release that counted them first. */
export type Admitted = { readonly id: Uint8Array; readonly answers: Uint8Array; readonly since: number }

/** The zero of `mergeCounted`: what is counted for a release before anybody is. */
export function nobodyCounted({ plan, profile }: StudyPlan, release: number): CountedMembers {
  const keys = profile.keyed ? { keys: emptyKeySums(plan) } : {}
  return { tally: emptyTally(plan), cohorts: emptyCohorts(plan, release), ...keys }
}

/** The counts with these people in them. A profile that counts in batches counts only those of this release. Throws when somebody is of a later release. */
export function addMembers(counted: CountedMembers, { profile }: StudyPlan, key: StudyKey, admitted: readonly Admitted[]): CountedMembers {
  const { tally, cohorts, keys } = counted
  const isBatch = profile.pace === 'batches'
  const about = isBatch ? admitted.filter(({ since }) => since === cohorts.releases) : admitted
  const rows = about.map(({ answers }) => answers)
  return {
    tally: addResponses(tally, rows),
    cohorts: addToCohorts(
      cohorts,
      admitted.map(({ answers }) => answers),
      admitted.map(({ since }) => since),
    ),
    ...(keys
      ? {
          keys: addKeys(
            keys,
            rows,
            about.map(({ id }) => recordKey(key, id)),
          ),
        }
      : {}),
  }
}

/** Throws when the two are of different plans, releases or profiles. */
export function mergeCounted(a: CountedMembers, b: CountedMembers): CountedMembers {
  if ((a.keys === undefined) !== (b.keys === undefined)) throw new Error('counts with and without key sums cannot be added up')
  return {
    tally: mergeTallies(a.tally, b.tally),
    cohorts: mergeCohorts(a.cohorts, b.cohorts),
    ...(a.keys && b.keys ? { keys: mergeKeySums(a.keys, b.keys) } : {}),
  }
}

/** The true counts, for a profile and nobody else. */
export function tablesOf({ tally, keys }: CountedMembers): CountedTable[] {
  return keys ? keyedTables(tally, keys) : countedTables(tally)
}
