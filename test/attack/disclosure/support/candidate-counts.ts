/** Gives the number that would be printed of a count with an offset; undefined when it is hidden. Public: everything but the offset. */
export type Rule = (count: number, offset: number) => number | undefined

/** A release, after so many answers were sent that the attacker knows to be in the cell. */
type Watched = { readonly sent: number; readonly printed: number | undefined }

export type Injection = {
  readonly rule: Rule
  /** Offsets are 0 to base - 1; one for all releases ("label"), or another for each ("fresh"). */
  readonly base: number
  readonly offsets: 'label' | 'fresh'
  readonly watched: readonly Watched[]
  /** No cell had more people than this at the start. */
  readonly most: number
}

/**
 * The counts a cell can have had at the start, for somebody who sends one known answer after another and watches what is
 * printed. Nobody else joins or leaves: as much as an attacker can hope for.
 */
export function candidateCounts({ rule, base, offsets, watched, most }: Injection): number[] {
  const all = Array.from({ length: base }, (_, offset) => offset)
  const fits =
    (count: number, offset: number) =>
    ({ sent, printed }: Watched) =>
      rule(count + sent, offset) === printed
  return Array.from({ length: most + 1 }, (_, count) => count).filter((count) =>
    offsets === 'label'
      ? all.some((offset) => watched.every(fits(count, offset)))
      : watched.every((one) => all.some((offset) => fits(count, offset)(one))),
  )
}
