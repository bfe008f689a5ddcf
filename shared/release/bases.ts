import type { Bounded, ReportCell, ReportSlice } from '#shared/disclosure/report.ts'
import { ANY_ANSWER, MARK } from '#shared/survey/rollups.ts'

/**
 * The fewest people that a percentage is given of. With fewer, the range that rounding leaves would say more than the percentage. Groups have
 * a minimum of their own, which their profile sets.
 */
const LEAST_BASE = 30

/** The people that a percentage can be of, each with a range. Made from printed counts alone; undefined where these leave too few people. */
export type Bases = {
  /** Everybody in the group. */
  readonly everybody?: Bounded
  /** Those who were shown the question, if anybody in the group can be: everybody but those whom a condition kept from it and those who skipped its part. */
  readonly asked?: Bounded
  /** Those who chose one of its answers; "not sure" and the other states are no answers. */
  readonly answered?: Bounded
}

/** The row of all who chose one of the answers, in the question's own table. */
const ANY = `${MARK}${ANY_ANSWER}`

const AWAY = ['~not_shown', '~section_skipped']

export function basesOf({ base, cells }: ReportSlice): Bases {
  if (base === undefined) return {}
  const isAsked = cells.some(({ answer, status }) => !answer.startsWith('~') && status !== 'not_asked')
  if (!isAsked) return { everybody: base }
  const states = cells.filter(({ answer }) => answer.startsWith('~'))
  const away = states.filter(({ answer }) => AWAY.includes(answer))
  const answered = printed(cells, ANY) ?? without(base, states)
  const asked = without(base, away)
  return { everybody: base, ...named('asked', asked && answered ? noFewer(asked, answered) : asked), ...named('answered', answered) }
}

/** The count of a row that has one and stands for enough people. */
function printed(cells: readonly ReportCell[], row: string): Bounded | undefined {
  const cell = cells.find(({ answer }) => answer === row)
  return cell?.status === 'published' && cell.count.value >= LEAST_BASE ? cell.count : undefined
}

/** Everybody who answered was asked: ranges of the same people, made from different rows, must not contradict that. */
function noFewer(asked: Bounded, answered: Bounded): Bounded {
  const low = Math.max(asked.low, answered.low)
  const high = Math.max(asked.high, low)
  return { low, high, value: Math.min(high, Math.max(asked.value, answered.value, low)) }
}

function named(name: keyof Bases, base: Bounded | undefined): Bases {
  return base ? { [name]: base } : {}
}

/** A base without some of its cells. For a cell that is not printed, the middle of its range is subtracted. */
function without(base: Bounded, cells: readonly ReportCell[]): Bounded | undefined {
  const taken = cells.map(rangeOf)
  const sum = (of: (range: Bounded) => number) => taken.reduce((total, range) => total + of(range), 0)
  const low = Math.max(0, base.low - sum((range) => range.high))
  const high = base.high - sum((range) => range.low)
  const value = Math.min(high, Math.max(low, Math.round(base.value - sum((range) => range.value))))
  return value >= LEAST_BASE ? { value, low, high } : undefined
}

function rangeOf(cell: ReportCell): Bounded {
  if (cell.status === 'published') return { ...cell.count, low: Math.max(0, cell.count.low) }
  return 'low' in cell ? { low: cell.low, high: cell.high, value: (cell.low + cell.high) / 2 } : { low: 0, high: 0, value: 0 }
}
