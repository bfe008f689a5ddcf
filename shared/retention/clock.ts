import { CodedError } from '#shared/problem.ts'
import type { Day, KeepingLog } from '#shared/storage/repositories.ts'

/** The number of days by which a clock may be ahead of the latest day that was seen. Shorter than any promise worth breaking, longer than a holiday. */
const MOST_DAYS_AHEAD = 40
const DAY_MS = 24 * 60 * 60 * 1000

/** The clock is so far ahead that it is wrong, or nothing ran for long. Deleting by it cannot be taken back. */
export class ClockJumped extends CodedError {
  constructor(latest: Day, today: Day) {
    super(
      'clock-jumped',
      `The clock says ${today}, ${daysBetween(latest, today)} days after the latest day that was seen, ${latest}. So nothing is deleted, whatever its time; people can answer, and take back what they sent, as before. ` +
        `If the clock is wrong, set it right: the next hour goes on by itself. If Chorus was not running for so long, confirm that the day is right, as the steward: npx chorus confirm-day ${today}`,
    )
    this.name = 'ClockJumped'
  }
}

/** Throws ClockJumped when `today` is more than 40 days after the latest day that was seen; without one, every day is believed. */
export async function checkClock(log: Pick<KeepingLog, 'latestDay'>, today: Day): Promise<void> {
  const latest = await log.latestDay()
  if (latest !== undefined && daysBetween(latest, today) > MOST_DAYS_AHEAD) throw new ClockJumped(latest, today)
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}
