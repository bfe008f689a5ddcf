/** A report: the numbers that may be shown, table by table. */

/** A number and the range its true value lies in. */
export type Bounded = { readonly value: number; readonly low: number; readonly high: number }

/** A number whose true value is known. */
export function exactly(count: number): Bounded {
  return { value: count, low: count, high: count }
}

type PublishedCountCell = {
  readonly answer: string
  readonly status: 'published'
  readonly count: Bounded
}

/** Too few people to say how many. The range is the same for every hidden cell and follows from the policy alone. */
type PrimaryCell = { readonly answer: string; readonly status: 'hidden_small'; readonly low: number; readonly high: number }

/**
 * Small, or large enough to be shown but hidden so that a small one beside it cannot be worked out: in the row that it protects,
 * which of the two is not said. The range follows from the printed base alone.
 */
type SecondaryCell = { readonly answer: string; readonly status: 'hidden_secondary'; readonly low: number; readonly high: number }

/** Nearly everybody in the group: how near is not said. The range follows from the printed base alone. */
type TopCodedCell = { readonly answer: string; readonly status: 'top_coded'; readonly low: number; readonly high: number }

/** No number at all: the whole group is too small, or by the survey's definition nobody in it is asked. */
type BlankCell = { readonly answer: string; readonly status: 'group_too_small' | 'not_asked' }

export type ReportCell = PublishedCountCell | PrimaryCell | SecondaryCell | TopCodedCell | BlankCell
export type CellStatus = ReportCell['status']

/** Mean and median of a question whose options have scores, made from the cells beside them. */
export type Average = {
  readonly status: CellStatus
  readonly mean?: Bounded
  /** The option in which half of the people are reached; absent when the numbers leave it open. */
  readonly median?: string
}

export type ReportSlice = {
  readonly group?: string
  /** Everyone in the group, whatever the state of their answer; absent when the group is too small. */
  readonly base?: Bounded
  /** The release in which these numbers were last computed. */
  readonly asOf: number
  readonly cells: readonly ReportCell[]
  readonly average?: Average
}

export type ReportTable = { readonly id: string; readonly question: string; readonly by?: string; readonly slices: readonly ReportSlice[] }

/** The number of cells that have each status. */
export function cellsByStatus(tables: readonly ReportTable[]): Readonly<Record<CellStatus, number>> {
  const counts = { published: 0, top_coded: 0, hidden_small: 0, hidden_secondary: 0, group_too_small: 0, not_asked: 0 }
  for (const cell of tables.flatMap((table) => table.slices.flatMap((slice) => slice.cells))) counts[cell.status]++
  return counts
}
