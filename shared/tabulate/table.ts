/**
 * Counts as they come out of a tally: true, unprotected, never written anywhere. `shared/disclosure` turns them into
 * numbers that may be shown.
 */

/** The answer of a row: an option or band id, or a missing state marked by `~` (`~skipped`, `~pns`, ...). */
export type AnswerLabel = string

export type CountedSlice = {
  /** The option of the group variable; absent in a one-way table. */
  readonly group?: string
  /** Everyone in the slice, whatever the state of their answer: the complete base. */
  readonly base: number
  /** Every answer the codebook knows, in its order, then the missing states; zeros included. */
  readonly cells: readonly CountedCell[]
  /** The sum of the record keys of everyone in the slice: see key-sums.ts. */
  readonly key?: bigint
}

export type CountedCell = {
  readonly answer: AnswerLabel
  readonly count: number
  /** The sum of the record keys of the people counted, where the survey's protection needs it. */
  readonly key?: bigint
}

export type CountedTable = {
  /** `bh03`, or `bh03:ay_age` for a question by a group variable. */
  readonly id: string
  readonly question: string
  readonly by?: string
  readonly slices: readonly CountedSlice[]
}
