import { startOfWeek } from '#shared/consent/weeks.ts'
import type { Story } from '#shared/response/story.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const LEAST_DAYS = 14

/**
 * Whether the wait is over: the teller's own, and never less than 14 days. Only the week in which it was sent is known,
 * so it counts from that week's last moment: nobody's wait is shorter than was said.
 */
export function isWaitOver({ week, wait }: Pick<Story, 'week' | 'wait'>, now: Date): boolean {
  const sentBefore = startOfWeek(week + 1).getTime()
  return now.getTime() >= sentBefore + Math.max(LEAST_DAYS, wait * 7) * DAY_MS
}
