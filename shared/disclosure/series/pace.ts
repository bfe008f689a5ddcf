/**
 * How a survey may be counted again and again: public, hashed into every release. The secret is only where, within
 * `jitter`, each of the two minimums lies.
 */
export type Pace = {
  /** One in this many of those who answered since the last release waits, at random, for the next one. */
  readonly heldBackOneIn: number
  /** A release needs so many people who came or left. */
  readonly releaseChanges: number
  /** A group is counted again only after so many people in it came or left. */
  readonly sliceChanges: number
  /** Each time, a secret 0 to jitter-1 is added to both minimums: otherwise who plants all changes but one learns the last. */
  readonly jitter: number
}

export function paceInWords({ heldBackOneIn, releaseChanges, sliceChanges, jitter }: Pace): string[] {
  return [
    `A new report is made only after at least ${releaseChanges} people have joined or left, and up to ${jitter - 1} more: how many more is secret, and another number each time.`,
    `A group is counted again only after at least ${sliceChanges} people in it have joined or left, and up to ${jitter - 1} more. Until then its numbers are repeated from the report they were made for (as_of_release).`,
    `Of those who answered since the last report, about one in ${heldBackOneIn}, chosen at random, is counted in a later one.`,
    'Whoever takes their answers back is no longer counted from the next time their group is counted again.',
  ]
}
