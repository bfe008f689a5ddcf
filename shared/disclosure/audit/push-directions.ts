import { pseudoRandom } from '../linear/integer-points.ts'
import type { BoundsTarget } from './solution-pool.ts'

/** By variable: the number of the count it is, and the snapshot it is of, numbered in the order of time; -1 for an offset. */
export type VariableOrigins = { readonly labels: Int32Array; readonly times: Int32Array }

const HALF = 2 ** 31

/**
 * Which way each count is pushed so that many targets become wider at once: 1 up, -1 down, 0 either way. A count is pushed one
 * way up to one of its releases and the other way after it: where nobody leaves, no count may fall, and one release alone
 * often cannot move. Offsets, which all releases share, are pushed too. In each round another target decides for a count.
 */
export function pushDirections(targets: readonly BoundsTarget[], { labels, times }: VariableOrigins, round: number): Int8Array {
  const chosen = new Map<number, { readonly draw: number; readonly cut: number }>()
  targets.forEach(({ sum }, at) => {
    const draw = pseudoRandom(at, round)
    const cut = cutOf(
      sum.map(([variable]) => times[variable] ?? -1),
      draw,
    )
    for (const [variable] of sum) {
      const label = labels[variable] ?? -1
      if ((chosen.get(label)?.draw ?? -1) < draw) chosen.set(label, { draw, cut })
    }
  })
  return Int8Array.from(labels, (label, variable) => {
    const sign = pseudoRandom(label, round) < HALF ? 1 : -1
    const time = times[variable] ?? -1
    if (time < 0) return sign
    const cut = chosen.get(label)?.cut
    return cut === undefined ? 0 : time <= cut ? -sign : sign
  })
}

/** The last snapshot that is pushed the other way; -1 where all are pushed alike. */
function cutOf(times: readonly number[], draw: number): number {
  const [first, last] = [Math.min(...times), Math.max(...times)]
  return first === last ? -1 : first + (draw % (last - first))
}
