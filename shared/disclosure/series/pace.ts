import { mostReports } from '#shared/survey/most-reports.ts'
import type { Survey } from '#shared/survey/survey.ts'
import type { SliceName } from '#shared/tabulate/cohorts.ts'
import { type StudyKey, secretDraw } from '../keyed-draws.ts'
import type { Pace } from '../policy.ts'
import type { Churn } from './churn.ts'
import type { SeriesState } from './state.ts'

/** Explains to readers who is counted and how often, in plain words, one sentence each or a few. */
export function paceInWords({ heldBackOneIn, releaseNewcomers, sliceNewcomers, jitter }: Pace, survey: Survey): string[] {
  const most = mostReports(survey)
  const heldBack = `about one in ${heldBackOneIn}, chosen at random,`
  if (most === 1) {
    const who =
      survey.access === 'invitation'
        ? ''
        : ' Anybody with the link could answer, and somebody who sends many answers could tell from a second report what a single person said.'
    return [
      `This is the only report of the study: there will be no second one to compare it with.${who}`,
      `Of those who answered, ${heldBack} is not counted.`,
    ]
  }
  return [
    ...(most === undefined ? [] : [`Each person who answered was invited. The study has at most ${most} reports.`]),
    `A new report is made only after at least ${releaseNewcomers} people have joined, and up to ${jitter - 1} more: how many more is secret, and another number each time.`,
    `A group is counted again only after at least ${sliceNewcomers} people have joined it, and up to ${jitter - 1} more. Answers that were taken back do not count. Until then its numbers are repeated from the report they were made for (as_of_release): of the people who are counted by now, at most ${sliceNewcomers + jitter - 2} have joined it since.`,
    'Numbers are repeated, too, where new ones would give somebody away: then more people may have joined since. Which of the two it was is not told. The numbers of everyone are repeated last of all: before that, no group is shown.',
    `Of those whom no report had counted, ${heldBack} waits for a later one.`,
    'People who take their answers back are no longer counted from the next time their group is counted again.',
  ]
}

/**
 * Whether enough people joined since the last release for another one; how many are enough, only the key knows. Answers that were
 * taken back do not count: otherwise an attacker could probe at no cost.
 */
export function mayRelease(key: StudyKey, pace: Pace, state: SeriesState, { added }: Churn): boolean {
  return added >= pace.releaseNewcomers + secretDraw(key, 'release', [state.study, state.release], pace.jitter)
}

/** The slices that too few people joined: their numbers are repeated, every one of them, as they were. */
export function slicesBelowMinimum(
  key: StudyKey,
  pace: Pace,
  state: SeriesState,
  churn: ReadonlyMap<SliceName, Churn>,
): ReadonlySet<SliceName> {
  const repeated = [...churn].filter(([slice, { added }]) => {
    const asOf = state.slices[slice]?.asOf ?? 0
    return added < pace.sliceNewcomers + secretDraw(key, 'slice', [state.study, slice, asOf], pace.jitter)
  })
  return new Set(repeated.map(([slice]) => slice))
}
