import { COUNT, type Range } from '../linear/problem.ts'
import type { PrintedCells } from './printed-cells.ts'
import type { SliceRef } from './survey-structure.ts'

/** A cell of a table; without an answer, everybody in the slice. */
export type CellRef = { readonly place: SliceRef; readonly answer?: string }

/** `low <= sum of factor * count <= high`, whatever people answer. */
type CellSum = Range & { readonly terms: readonly (readonly [cell: CellRef, factor: number])[] }

const ZERO: Range = { low: 0, high: 0 }
const AT_MOST_ZERO: Range = { low: Number.NEGATIVE_INFINITY, high: 0 }

/** The sums that tie the answers of a slice. `first` are the cells that a system of these sums numbers before all others. */
export type SliceMargin = { readonly first: readonly CellRef[]; readonly sums: readonly CellSum[] }

/**
 * The sums between the answers of a slice and everybody in it.
 *
 * Of a single choice, options and missing states add up to the slice. Where several options can be chosen, people in no
 * missing state chose one option or more: an option that is chosen alone, or at most so many. With options a and b, where
 * nobody chooses b together with another option: `a + b + skipped <= all` and `a + b + skipped >= all`.
 */
export function sliceMargin(cells: PrintedCells, place: SliceRef): SliceMargin {
  const { question } = place
  const all: CellRef = { place }
  const refs = (answers: readonly string[]): readonly CellRef[] =>
    answers.filter((answer) => !cells.isStructuralZero(place, answer)).map((answer) => ({ place, answer }))
  const times = (some: readonly CellRef[], factor: number): CellSum['terms'] => some.map((cell) => [cell, factor])
  if (!cells.canBeAsked(place)) {
    const unasked = refs(cells.states(question).filter(isUnasked))
    return { first: [all, ...unasked], sums: [{ terms: [...times(unasked, 1), [all, -1]], ...ZERO }] }
  }
  const missing = refs(cells.states(question))
  const names = cells.options(question)
  const options = refs(names)
  const whole: CellSum['terms'] = [...times(options, 1), ...times(missing, 1), [all, -1]]
  const first = [all, ...missing]
  if (!cells.isMany(question)) return { first, sums: [{ terms: whole, ...ZERO }] }
  const alone = cells.alone(question)
  const most = cells.mostOptions(question)
  const apart = names.map((option): CellSum => {
    const disjoint = refs([...new Set([option, ...alone])])
    return { terms: [...times([...disjoint, ...missing], 1), [all, -1]], ...AT_MOST_ZERO }
  })
  const limit: CellSum = { terms: [...times(options, 1), ...times(missing, most), [all, -most]], ...AT_MOST_ZERO }
  return { first, sums: [...apart, { terms: whole, ...COUNT }, ...(most < names.length ? [limit] : [])] }
}

/** How the people who gave one answer are spread over the groups of a variable: `0 <= total - parts <= inNoGroup`. */
export type ColumnMargin = {
  readonly total: CellRef
  readonly parts: readonly CellRef[]
  /** People whose answers put them in no group; absent where groups overlap, and each part is at most the total. */
  readonly inNoGroup?: readonly CellRef[]
}

/** The column of an answer: people who gave it are in one of the groups, or said nothing that puts them in one. */
export function columnMargin(cells: PrintedCells, groups: readonly SliceRef[], by: string, { place, answer = '' }: CellRef): ColumnMargin {
  const parts = groups
    .filter((group) => !cells.isStructuralZero(group, answer) && (cells.canBeAsked(group) || isUnasked(answer)))
    .map((group) => ({ place: group, answer }))
  const inNoGroup = cells.states(by).map((state) => ({ place: { question: by }, answer: state }))
  return { total: { place, answer }, parts, ...(cells.isMany(by) ? {} : { inNoGroup }) }
}

/** Whether a state says that people never saw the question: it was hidden from them, or they skipped its part. */
function isUnasked(state: string): boolean {
  return state === '~not_shown' || state === '~section_skipped'
}
