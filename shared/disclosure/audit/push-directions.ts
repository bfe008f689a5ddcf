import type { Term } from '../linear/problem.ts'
import { pseudoRandom } from '../linear/pseudo-random.ts'
import type { Standing } from './shift.ts'
import type { Enough } from './solved.ts'

/** A sum that has to be shown to be wide. */
export type Target = { readonly sum: readonly Term[]; readonly enough: Enough }

const HALF = 2 ** 31

/**
 * Which way each count is pushed so that many targets become wider at once: 1 for up, -1 for down, 0 for any way. A label is
 * pushed one way up to one of its releases and the other way from there on: people who only come let no count fall, so that
 * one release alone often cannot move. Offsets, which are the same in all releases, move too. Of the targets of a label
 * another one decides in each round.
 */
export function waveOf(targets: readonly Target[], { labels, times }: Standing, round: number): Int8Array {
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

/** The last release that is pushed the other way; before the first one where all are pushed alike. */
function cutOf(times: readonly number[], draw: number): number {
  const [first, last] = [Math.min(...times), Math.max(...times)]
  return first === last ? -1 : first + (draw % (last - first))
}
