import type { Day } from '#shared/storage/repositories.ts'
import type { Survey, SurveyVersion } from '#shared/survey/survey.ts'

/** The number of days for which answers, words and codes are kept, counted from the day a version was opened. */
export type Retention = Survey['retention']

/** A version of a survey, what it promises, and the day it was first opened. */
export type Promised = { readonly version: SurveyVersion; readonly retention: Retention; readonly opened: Day }

const KINDS = ['rawDays', 'storyDays', 'codeDays'] as const

/**
 * The promise in force for a version: its own, or a shorter one that a later version of the same survey has made. A later version
 * can shorten the promise for people who have answered already, and never lengthen it.
 */
export function promiseFor({ version }: Promised, all: readonly Promised[]): Retention {
  const ofSurvey = all.filter((each) => each.version.id === version.id).map(({ retention }) => retention)
  return shortest(ofSurvey)
}

/** The promises of a survey that a new version would keep longer than was promised before. */
export function lengthened(next: Retention, before: readonly Retention[]): (keyof Retention)[] {
  if (before.length === 0) return []
  const promised = shortest(before)
  return KINDS.filter((kind) => next[kind] > promised[kind])
}

/**
 * The day on which something is deleted: so many days after the version was opened, at 00:00 UTC. Nothing is kept for
 * longer than its promise, whenever it was sent.
 */
export function lastDay(opened: Day, days: number): Day {
  return new Date(Date.parse(opened) + days * DAY_MS).toISOString().slice(0, 10)
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Whether the last day has come for what was promised to be kept for `days` days after the day it opened. Days are YYYY-MM-DD. */
export function isOver(opened: Day, days: number, today: Day): boolean {
  return lastDay(opened, days) <= today
}

function shortest(promises: readonly Retention[]): Retention {
  const least = (kind: keyof Retention) => Math.min(...promises.map((each) => each[kind]))
  return { rawDays: least('rawDays'), storyDays: least('storyDays'), codeDays: least('codeDays') }
}
