/** ST-10: stories can be hard to read, so a reader pauses, and stops for the day. */
const MOST_A_DAY = 30
const PAUSE_AFTER = 10

/** Whether a reader gets another story: yes, after a pause, or not today. */
export type ReadingPace = 'on' | 'pause' | 'enough'

/** `today`: how many new stories they have looked at on this day. `isRested`: they say that they have paused. */
export function readingPace({ today, isRested }: { readonly today: number; readonly isRested: boolean }): ReadingPace {
  if (today >= MOST_A_DAY) return 'enough'
  return today > 0 && today % PAUSE_AFTER === 0 && !isRested ? 'pause' : 'on'
}
