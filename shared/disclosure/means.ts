import { isClosed, isMany, questionsOf, type Survey } from '#shared/survey/survey.ts'
import { meanOf, medianOf, toTwoDecimals } from './averages.ts'
import type { Average, Bounded, ReportCell } from './report.ts'

/** Scores of a question's answers; empty for a question that has none or takes several. Missing answers never have one. */
export type Scores = ReadonlyMap<string, number>

export function scoresOf(survey: Survey, questionId: string): Scores {
  const question = questionsOf(survey).find((each) => each.id === questionId)
  if (!question || !isClosed(question)) throw new Error(`the survey has no closed question ${questionId}`)
  if (isMany(question)) return new Map()
  const scored: readonly { readonly id: string; readonly score?: number | undefined }[] =
    question.type === 'number' ? question.bands : question.options
  return new Map(scored.flatMap(({ id, score }) => (score === undefined ? [] : [[id, score] as const])))
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
    if (cell.status === 'published') return [{ score, ...cell.count, answer: cell.answer }]
    return 'low' in cell ? [{ score, answer: cell.answer, low: cell.low, high: cell.high }] : []
  })
  const mean = meanOf(scored)
  const median = medianOf(scored)
  return {
    status: mean || median ? 'published' : 'hidden_small',
    ...(mean ? { mean: asPrinted(mean) } : {}),
    ...(median ? { median } : {}),
  }
}
