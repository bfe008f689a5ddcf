import type { SliceName } from '#shared/tabulate/cohorts.ts'
import type { StudyKey } from '../offset.ts'
import type { Churn } from './churn.ts'
import type { Pace } from './pace.ts'
import { secretDraw } from './secret-draw.ts'
import type { SeriesState } from './state.ts'

/** Whether enough people joined since the last release for another one; how much is enough, only the key knows. */
export function mayRelease(key: StudyKey, pace: Pace, state: SeriesState, { added }: Churn): boolean {
  return added >= pace.releaseNewcomers + secretDraw(key, 'release', [state.study, state.release], pace.jitter)
}

/** The slices that too few people joined: their numbers are repeated, every one of them, as they were. */
export function slicesBelowMinimum(
  key: StudyKey,
  pace: Pace,
  state: SeriesState,
  churn: ReadonlyMap<SliceName, Churn>,
): ReadonlySet<SliceName> {
  const repeated = [...churn].filter(([slice, { added }]) => {
    const asOf = state.slices[slice]?.asOf ?? 0
    return added < pace.sliceNewcomers + secretDraw(key, 'slice', [state.study, slice, asOf], pace.jitter)
  })
  return new Set(repeated.map(([slice]) => slice))
}
