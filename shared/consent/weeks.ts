const FIRST_MONDAY = Date.UTC(1970, 0, 5)
const WEEK = 7 * 24 * 60 * 60 * 1000

/** The number of the week (Monday to Sunday, UTC) that an instant is in, counted from the first Monday of 1970. A consent keeps no finer time. */
export function weekOf(instant: Date): number {
  return Math.floor((instant.getTime() - FIRST_MONDAY) / WEEK)
}

/** The Monday a week begins with, at midnight UTC. */
export function startOfWeek(week: number): Date {
  return new Date(FIRST_MONDAY + week * WEEK)
}
