import type { Survey } from '#shared/survey/survey.ts'
import type { RoundedPolicy } from '../policy.ts'
import type { ReportTable } from '../report.ts'
import type { Label } from '../structure/survey-structure.ts'

/** A release as its readers have it. */
export type PublishedReport = {
  /** 1, 2, ... */
  readonly release: number
  /** The public definition it was made from. */
  readonly survey: Survey
  readonly policy: RoundedPolicy
  readonly tables: readonly ReportTable[]
}

/** Oldest first; the last one is the one that is audited, against all. */
export type History = readonly PublishedReport[]

/** The number of people who joined and left between a release and the one before it, where that is known. */
type Growth = { readonly admitted?: number | undefined; readonly withdrawn?: number | undefined }

/** The largest number of people who can have joined and left from one release to a later one; infinite where that is not known. */
export function growthBetween(
  growth: ReadonlyMap<number, Growth>,
  from: number,
  to: number,
): { readonly admitted: number; readonly withdrawn: number } {
  let [admitted, withdrawn] = [0, 0]
  for (let release = from + 1; release <= to; release++) {
    admitted += growth.get(release)?.admitted ?? Number.POSITIVE_INFINITY
    withdrawn += growth.get(release)?.withdrawn ?? Number.POSITIVE_INFINITY
  }
  return { admitted, withdrawn }
}

/** A cell (or, without an answer, everyone in a slice) whose true count in a release is public. */
export type PublicFact = {
  readonly release: number
  readonly question?: string | undefined
  readonly answer?: string | undefined
  readonly by?: string | undefined
  readonly group?: string | undefined
  readonly count: number
}

/** Facts that a reader knows besides the releases. */
export type ReaderFacts = {
  /** The number of insiders who put together what they know of themselves; without it, as many as the profile promises to withstand. */
  readonly coalition?: number | undefined
  /** By release number. A release that is missing here changed by an unknown number of people. */
  readonly growth: ReadonlyMap<number, Growth>
  readonly known: readonly PublicFact[]
  /**
   * By release, the groups whose last numbers it repeated to protect somebody. Every other group that it repeated changed by few
   * people. Without it nothing is taken for known of what is repeated, for no reader can tell the two apart.
   */
  readonly repeated?: ReadonlyMap<number, ReadonlySet<string>> | undefined
}

export const NO_FACTS: ReaderFacts = { growth: new Map(), known: [] }

/**
 * Facts that the gate knows and no reader does. They are used to test the audit itself and the promises that published files
 * cannot show, never to decide which range is wide enough: such a decision would give away the count it was made from.
 */
export type GateKnowledge = {
  /** The number of people who joined each slice since it was last computed, by `sliceName`. Slices never computed before are absent. */
  readonly newcomers: ReadonlyMap<string, number>
  /** True counts of this release, by label. */
  readonly counts: ReadonlyMap<Label, number>
  /** The number that would be printed for these people if there were `count` of them; undefined when hidden. */
  readonly reprint: (label: Label, count: number) => number | undefined
}
