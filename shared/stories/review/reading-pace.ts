/** ST-10: reading what others went through is hard, so nobody reads on and on. */
const MOST_A_DAY = 30
const PAUSE_AFTER = 10

/** What a reader is told before the next story: nothing, to pause, or that it is enough for today. */
export type ReadingPace = 'on' | 'pause' | 'enough'

/** `today`: how many different stories they have looked at on this day. `inARow`: how many since they began, or last paused. */
export function readingPace({ today, inARow }: { readonly today: number; readonly inARow: number }): ReadingPace {
  if (today >= MOST_A_DAY) return 'enough'
  return inARow >= PAUSE_AFTER ? 'pause' : 'on'
}
