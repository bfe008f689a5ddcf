import * as z from 'zod'

/** `YYYY-MM-DD`, in UTC. The ledger knows no finer time. */
export const day = z.iso.date()
export type Day = string

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The day (UTC) that an instant is in, as YYYY-MM-DD. */
export function dayOf(instant: Date): Day {
  return instant.toISOString().slice(0, 10)
}

export function laterOf(one: Day, other: Day): Day {
  return one > other ? one : other
}

/** The day that comes so many days after another one, both as YYYY-MM-DD. */
export function daysAfter(from: Day, days: number): Day {
  return dayOf(new Date(Date.parse(from) + days * DAY))
}

/**
 * The first day on which a wait of so many hours is over for certain, given that it began at some moment of `from`.
 * Waits are counted from the end of that day, so they are never shorter than said, and up to two days longer.
 */
export function firstDayAfter(from: Day, hours: number): Day {
  return hours === 0 ? from : dayOf(new Date(Date.parse(from) + DAY + Math.ceil(hours / 24) * DAY))
}
