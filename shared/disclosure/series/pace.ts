import type { SliceName } from '#shared/tabulate/cohorts.ts'
import { type StudyKey, secretDraw } from '../keyed-draws.ts'
import type { Pace } from '../policy.ts'
import type { Churn } from './churn.ts'
import type { SeriesState } from './state.ts'

export function paceInWords({ heldBackOneIn, releaseChanges, sliceChanges, jitter }: Pace): string[] {
  return [
    `A new report is made only after at least ${releaseChanges} people have joined or left, and up to ${jitter - 1} more: how many more is secret, and another number each time.`,
    `A group is counted again only after at least ${sliceChanges} people in it have joined or left, and up to ${jitter - 1} more. Until then its numbers are repeated from the report they were made for (as_of_release), and at most ${sliceChanges + jitter - 2} people have joined or left since.`,
    'Numbers are repeated, too, where new ones would give somebody away: then more people may have joined or left since. Which of the two it was is not told. Small groups are repeated before large ones, and everyone last of all.',
    `Of those who answered since the last report, about one in ${heldBackOneIn}, chosen at random, is counted in a later one.`,
    'Whoever takes their answers back is no longer counted from the next time their group is counted again.',
  ]
}

/** Whether enough changed since the last release for another one; how much is enough, only the key knows. */
export function mayRelease(key: StudyKey, pace: Pace, state: SeriesState, { added, withdrawn }: Churn): boolean {
  return added + withdrawn >= pace.releaseChanges + secretDraw(key, 'release', [state.study, state.release], pace.jitter)
}

/** The slices in which too little changed: their numbers are repeated, every one of them, as they were. */
export function slicesBelowMinimum(
  key: StudyKey,
  pace: Pace,
  state: SeriesState,
  churn: ReadonlyMap<SliceName, Churn>,
): ReadonlySet<SliceName> {
  const repeated = [...churn].filter(([slice, { added, withdrawn }]) => {
    const asOf = state.slices[slice]?.asOf ?? 0
    return added + withdrawn < pace.sliceChanges + secretDraw(key, 'slice', [state.study, slice, asOf], pace.jitter)
  })
  return new Set(repeated.map(([slice]) => slice))
}
