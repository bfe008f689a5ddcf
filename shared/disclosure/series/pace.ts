import { mostReports } from '#shared/survey/most-reports.ts'
import type { Survey } from '#shared/survey/survey.ts'

/**
 * How a survey may be counted again and again: public, hashed into every release. The secret is only where, within
 * `jitter`, each of the two minimums lies.
 */
export type Pace = {
  /** One in this many of those who answered since the last release waits, at random, for the next one. */
  readonly heldBackOneIn: number
  /** A release needs so many people whom no release has counted. Answers taken back pay for nothing: they would be a probe without a price. */
  readonly releaseNewcomers: number
  /** A group is counted again only after so many people came to it. */
  readonly sliceNewcomers: number
  /** Each time, a secret 0 to jitter-1 is added to both minimums: otherwise who plants all changes but one learns the last. */
  readonly jitter: number
}

export function paceInWords({ heldBackOneIn, releaseNewcomers, sliceNewcomers, jitter }: Pace, survey: Survey): string[] {
  const most = mostReports(survey)
  const heldBack = `about one in ${heldBackOneIn}, chosen at random,`
  if (most === 1) {
    const who = survey.access === 'invitation' ? '' : ' Anybody with the link could answer, and whoever sends many answers could tell from a second report what a single person said.'
    return [`This is the only report of the study: there will be no second one to compare it with.${who}`, `Of those who answered, ${heldBack} are not counted.`]
  }
  return [
    ...(most === undefined ? [] : [`Each person who answered was invited. The study has at most ${most} reports.`]),
    `A new report is made only after at least ${releaseNewcomers} people have joined, and up to ${jitter - 1} more: how many more is secret, and another number each time.`,
    `A group is counted again only after at least ${sliceNewcomers} people have joined it, and up to ${jitter - 1} more. Who took their answers back since then does not count. Until then its numbers are repeated from the report they were made for (as_of_release).`,
    `Of those who answered since the last report, ${heldBack} are counted in a later one.`,
    'Whoever takes their answers back is no longer counted from the next time their group is counted again.',
  ]
}
