import type { RoundedPolicy } from '../policy.ts'

/** The range that must be left open, and what a reader knows of when numbers are computed again. Public, by profile. */
export type Standard = {
  /** Lowest and highest count a hidden cell may have are at least so far apart. */
  readonly width: number
  /** Lowest and highest number of newcomers (or leavers) a cell may have had are at least so far apart. */
  readonly changeWidth: number
  /** The number of insiders who put together what they know of themselves. */
  readonly coalition: number
  /** Fewer newcomers than this never refresh a group. */
  readonly leastNewcomers: number
  /** A group that is not refreshed has had no more newcomers than this: where in between the minimum lies is secret. */
  readonly mostUnseen: number
  /**
   * The number of rows with small cells, of 1,000, in which a small cell becomes a decoy, where two, three, four or five printed numbers tell the sum of the small cells.
   * No finding is more than five times as likely, even where nobody is in them.
   */
  readonly decoys: readonly number[]
}

/** The widths are two more than the insiders, or what was measured to be reached without loss where that is more. */
const STANDARDS: Readonly<Record<RoundedPolicy['profile'], Standard>> = {
  rounded: { width: 5, changeWidth: 3, coalition: 3, leastNewcomers: 10, mostUnseen: 18, decoys: [50, 50, 10, 1] },
  // Who sees fewer than five numbers sees too few, whatever the base; with two insiders two are left.
  small: { width: 4, changeWidth: 3, coalition: 2, leastNewcomers: 10, mostUnseen: 18, decoys: [200, 80, 80, 10] },
  careful: { width: 9, changeWidth: 5, coalition: 5, leastNewcomers: 20, mostUnseen: 38, decoys: [50, 5, 1, 1] },
}

/** The widths that a profile promises to leave open. */
export function standardOf({ profile }: RoundedPolicy): Standard {
  return STANDARDS[profile]
}
