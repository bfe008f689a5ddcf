import { sum } from '#shared/sum.ts'
import { isClosed, isMany, questionsOf, type Survey } from '#shared/survey/survey.ts'
import type { Average, Bounded, ReportCell } from './report.ts'

/** The score of an answer in a mean. An answer that is a band of numbers can stand for any number between `from` and `to`. */
type Score = { readonly score: number; readonly from: number; readonly to: number }

/** Scores of a question's answers; empty for a question that has none or takes several. Missing answers never have one. */
type Scores = ReadonlyMap<string, Score>

/**
 * The scores of a question: those its options have, or the middles of the bands of a number. Throws when the survey has no such closed
 * question.
 */
export function scoresOf(survey: Survey, questionId: string): Scores {
  const question = questionsOf(survey).find((each) => each.id === questionId)
  if (!question || !isClosed(question)) throw new Error(`the survey has no closed question ${questionId}`)
  if (isMany(question)) return new Map()
  if (question.type === 'number' && question.bands.every(({ score }) => score === undefined)) return middlesOf(question.bands)
  const scored: readonly { readonly id: string; readonly score?: number | undefined }[] =
    question.type === 'number' ? question.bands : question.options
  return new Map(scored.flatMap(({ id, score }) => (score === undefined ? [] : [[id, { score, from: score, to: score }] as const])))
}

type Band = { readonly id: string; readonly from: number; readonly to: number }

/** The middle of each band; none where one is as wide as all others together, as an open end is written: its middle says nothing. */
function middlesOf(bands: readonly Band[]): Scores {
  const widths = bands.map(({ from, to }) => to - from + 1)
  const widest = Math.max(...widths)
  if (widest * 2 > sum(widths)) return new Map()
  return new Map(bands.map(({ id, from, to }) => [id, { score: (from + to) / 2, from, to }]))
}

/** Mean and median of a slice, from its published cells and from nothing else. */
export function averageOf(
  cells: readonly ReportCell[],
  scores: Scores,
  asPrinted: (mean: Bounded) => Bounded = toTwoDecimals,
): Average | undefined {
  if (scores.size === 0) return undefined
  const blank = cells.find((cell) => cell.status === 'group_too_small' || cell.status === 'not_asked')
  if (blank) return { status: blank.status }
  const scored = cells.flatMap((cell) => {
    const score = scores.get(cell.answer)
    if (score === undefined) return []
    if (cell.status === 'published') return [{ ...score, ...cell.count, answer: cell.answer }]
    return 'low' in cell ? [{ ...score, answer: cell.answer, low: cell.low, high: cell.high }] : []
  })
  const mean = meanOf(scored)
  const median = medianOf(scored)
  return {
    status: mean || median ? 'published' : 'hidden_small',
    ...(mean ? { mean: asPrinted(mean) } : {}),
    ...(median ? { median } : {}),
  }
}

/** The published number of the people who gave one scored answer; `value` is absent when the cell is hidden. */
export type ScoredCell = {
  readonly answer: string
  readonly score: number
  /** The ends of a band of numbers; both are the score where absent. */
  readonly from?: number
  readonly to?: number
  readonly low: number
  readonly high: number
  readonly value?: number
}

/** A mean is shown only if the hidden cells together cannot move it by more than this, or than this share of the way from the lowest score to the highest. */
const MAX_WIDTH = 0.3
const MAX_SHARE = 0.075

/**
 * Mean of scores from published cells alone; nobody needs the answers to make it. With hidden cells it is the middle of
 * the means they allow, and absent when they allow too many. The bounds also count rounding, and
 * where in its band a number can lie: the true mean is in them.
 */
export function meanOf(cells: readonly ScoredCell[]): Bounded | undefined {
  if (cells.every((cell) => !cell.value)) return undefined
  const allowed = meanRange(cells.map((cell) => (cell.value === undefined ? cell : { ...cell, low: cell.value, high: cell.value })))
  const lowest = meanRange(cells.map((cell) => ({ ...cell, score: cell.from ?? cell.score })))
  const highest = meanRange(cells.map((cell) => ({ ...cell, score: cell.to ?? cell.score })))
  const scores = cells.map(({ score }) => score)
  const most = Math.max(MAX_WIDTH, MAX_SHARE * (Math.max(...scores) - Math.min(...scores)))
  if (!allowed || !lowest || !highest || allowed.high - allowed.low > most) return undefined
  return { value: (allowed.low + allowed.high) / 2, low: lowest.low, high: highest.high }
}

/** Keeps floating point from widening a bound that is exact. */
const TINY = 1e-6

/** As a mean is printed: two decimals, its bounds widened to them. */
export function toTwoDecimals({ value, low, high }: Bounded): Bounded {
  return { value: Math.round(value * 100) / 100, low: Math.floor(low * 100 + TINY) / 100, high: Math.ceil(high * 100 - TINY) / 100 }
}

/**
 * The first answer, by score, at which more than half of the people are reached, if it is the same whatever the true
 * counts behind the published cells are.
 */
export function medianOf(cells: readonly ScoredCell[]): string | undefined {
  const sorted = [...cells].sort((a, b) => a.score - b.score)
  const earliest = sorted.findIndex((_, i) => passesHalf(sorted, i, 'high', 'low'))
  const latest = sorted.findIndex((_, i) => passesHalf(sorted, i, 'low', 'high'))
  return earliest === latest ? sorted[earliest]?.answer : undefined
}

type End = 'low' | 'high'

function passesHalf(sorted: readonly ScoredCell[], last: number, upTo: End, beyond: End): boolean {
  const reached = sum(sorted.slice(0, last + 1).map((cell) => cell[upTo]))
  return reached > sum(sorted.slice(last + 1).map((cell) => cell[beyond]))
}

/**
 * The smallest and the largest mean that counts within their bounds allow. A ratio of two linear sums is extreme where
 * every count is at one end, with one change of ends along the scores.
 */
function meanRange(cells: readonly ScoredCell[]): { low: number; high: number } | undefined {
  const sorted = [...cells].sort((a, b) => a.score - b.score)
  const cuts = sorted.map((_, i) => i).concat(sorted.length)
  const means = cuts.flatMap((cut) => [meanWith(sorted, cut, 'high', 'low'), meanWith(sorted, cut, 'low', 'high')])
  const found = means.filter((mean) => mean !== undefined)
  return found.length === 0 ? undefined : { low: Math.min(...found), high: Math.max(...found) }
}

function meanWith(sorted: readonly ScoredCell[], cut: number, before: End, after: End): number | undefined {
  const counts = sorted.map((cell, i) => ({ score: cell.score, count: cell[i < cut ? before : after] }))
  const total = sum(counts.map((each) => each.count))
  return total === 0 ? undefined : sum(counts.map((each) => each.score * each.count)) / total
}
