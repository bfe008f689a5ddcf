import type { Rollup } from '#shared/survey/rollups.ts'
import { AT_MOST_ZERO, COUNT, type Range } from '../linear/linear-problem.ts'
import type { PersonKind } from './possible-people.ts'
import type { PrintedCells, TableRef } from './printed-cells.ts'
import type { SliceRef } from './survey-structure.ts'

/**
 * Every sum that ties the cells of one table, whatever people answer. The audit of a series, secondary suppression and the audit of
 * a key all take their margins from here; `chorus attack` writes its own, to find mistakes of these.
 */

/** A cell of a table; without an answer, everybody in the slice. */
export type CellRef = { readonly place: SliceRef; readonly answer?: string }

/** `low <= sum of factor * count <= high`. */
export type CellSum = Range & {
  readonly terms: readonly (readonly [cell: CellRef, factor: number])[]
  /** The cell that is the sum of all others, where it is a roll-up. */
  readonly total?: CellRef
}

const ZERO: Range = { low: 0, high: 0 }

/** The sums that tie the answers of a slice. `first` are the cells that a system of these sums numbers before all others. */
type SliceSums = { readonly first: readonly CellRef[]; readonly sums: readonly CellSum[] }

/**
 * The sums between the answers of a slice, their roll-ups, and everybody in it.
 *
 * Of a single choice, options and missing states add up to the slice. Where several options can be chosen, people in no
 * missing state chose one option or more: one that is chosen alone, or at most so many others. With options a and b, where
 * nobody chooses b together with another option: `a + b + skipped <= all` and `a + b + skipped >= all`.
 */
export function sliceSums(cells: PrintedCells, place: SliceRef): SliceSums {
  const { question } = place
  const all: CellRef = { place }
  if (!cells.canBeAsked(place)) {
    const unasked = refsOf(cells, place, cells.states(question).filter(isUnasked))
    return { first: [all, ...unasked], sums: [{ terms: [...times(unasked, 1), [all, -1]], ...ZERO }] }
  }
  const missing = refsOf(cells, place, cells.states(question))
  const names = cells.options(question)
  const options = refsOf(cells, place, names)
  const whole: CellSum['terms'] = [...times(options, 1), ...times(missing, 1), [all, -1]]
  const first = [all, ...missing]
  const rolled = answerRollupSums(cells, place)
  if (!cells.isMany(question)) return { first, sums: [...rolled, { terms: whole, ...ZERO }] }
  const alone = cells.alone(question)
  const most = cells.mostOptions(question)
  const apart = names.map((option): CellSum => {
    const disjoint = refsOf(cells, place, [...new Set([option, ...alone])])
    return { terms: [...times([...disjoint, ...missing], 1), [all, -1]], ...AT_MOST_ZERO }
  })
  return {
    first,
    sums: [
      ...rolled,
      ...apart,
      { terms: whole, ...COUNT },
      ...limits(options, missing, all, { isAlone: ({ answer = '' }) => alone.includes(answer), most }),
    ],
  }
}

type AtMost = { readonly isAlone: (cell: CellRef) => boolean; readonly most: number }

/** Nobody chooses more than so many options, nor a second one beside one that is chosen alone. */
function limits(options: readonly CellRef[], missing: readonly CellRef[], all: CellRef, { isAlone, most }: AtMost): readonly CellSum[] {
  const together = options.filter((option) => !isAlone(option))
  if (most >= together.length) return []
  const others = [...options.filter(isAlone), ...missing]
  return [{ terms: [...times(together, 1), ...times(others, most), [all, -most]], ...AT_MOST_ZERO }]
}

/** Answers taken together, in a slice: their sum, or, where several can be given, everybody who gave one of them. */
function answerRollupSums(cells: PrintedCells, place: SliceRef): readonly CellSum[] {
  const { question, by } = place
  const refs = (answers: readonly string[]) => times(refsOf(cells, place, answers), 1)
  const alone = cells.alone(question)
  return cells.rollups(question, by).answers.flatMap(({ id, of }): readonly CellSum[] => {
    if (cells.isStructuralZero(place, id)) return []
    const total: CellRef = { place, answer: id }
    if (cells.isPartition(question)) return [sumOf(total, refsOf(cells, place, of))]
    const others = cells.options(question).filter((option) => !of.includes(option))
    const own = of.filter((option) => alone.includes(option))
    const rest: CellSum['terms'] = [...refs(cells.states(question)), [{ place }, -1]]
    return [
      ...of.map((option): CellSum => ({ terms: [...refs([...new Set([option, ...own])]), [total, -1]], ...AT_MOST_ZERO })),
      { terms: [...refs(of), [total, -1]], ...COUNT },
      { terms: [[total, 1], ...refs(others.filter((option) => alone.includes(option))), ...rest], ...AT_MOST_ZERO },
      // People in no missing state gave one of these answers or another one.
      { terms: [[total, 1], ...refs(others), ...rest], ...COUNT },
    ]
  })
}

/** Groups taken together: each count of them is the sum over the groups. */
export function groupRollupSums(cells: PrintedCells, { question, by }: Required<TableRef>, { id, of }: Rollup): readonly CellSum[] {
  const whole: SliceRef = { question, by, group: id }
  const parts = of.map((group): SliceRef => ({ question, by, group }))
  const ofAnswers = refsOf(cells, whole, cells.rows(question, by)).map(({ answer = '' }) =>
    sumOf(
      { place: whole, answer },
      parts.flatMap((place) => refsOf(cells, place, [answer])),
    ),
  )
  const everybody = sumOf(
    { place: whole },
    parts.map((place) => ({ place })),
  )
  return [everybody, ...ofAnswers]
}

/** The sum of an answer over the groups of a variable. */
type ColumnSum = {
  readonly total: CellRef
  readonly parts: readonly CellRef[]
  /** People whose answers put them in no group, where the answer allows it: `0 <= total - parts <= inNoGroup`, unless groups overlap. */
  readonly inNoGroup: readonly CellRef[]
  /** The sums where groups overlap: no part, with the groups that nobody is in besides another one, is more than the total. Absent where they do not. */
  readonly overlapping?: readonly CellSum[]
}

/** The column of an answer: people who gave it are in one of the groups, or said nothing that puts them in one. */
export function columnSum(cells: PrintedCells, groups: readonly SliceRef[], by: string, { place, answer = '' }: CellRef): ColumnSum {
  const asked = groups.filter((group) => cells.canBeAsked(group) || isUnasked(answer))
  const total: CellRef = { place, answer }
  const possible = statesBeside(cells, by, total)
  const inNoGroup = cells
    .states(by)
    .filter((state) => possible.includes(state))
    .map((state) => ({ place: { question: by }, answer: state }))
  const column = { total, parts: asked.flatMap((group) => refsOf(cells, group, [answer])), inNoGroup }
  return cells.isPartition(by) ? column : { ...column, overlapping: overlappingSums(cells, groups, by, column) }
}

/** Groups of a question with several answers, as the options of one in `sliceSums`. */
function overlappingSums(cells: PrintedCells, groups: readonly SliceRef[], by: string, column: ColumnSum): readonly CellSum[] {
  const { total, parts, inNoGroup } = column
  const alone = cells.alone(by)
  const apart = parts.map((part): CellSum => {
    const disjoint = parts.filter((other) => other === part || alone.includes(other.place.group ?? ''))
    return { terms: [...times(disjoint, 1), [total, -1]], ...AT_MOST_ZERO }
  })
  if (groups.length < cells.options(by).length) return apart
  const most = cells.mostOptions(by)
  const isAlone = ({ place: { group = '' } }: CellRef) => alone.includes(group)
  return [
    ...apart,
    { terms: [...times([...parts, ...inNoGroup], 1), [total, -1]], ...COUNT },
    ...limits(parts, [], total, { isAlone, most }),
  ]
}

/** The states of a group variable in which, by the survey's definition, somebody can have given the answer: in none of the groups, and in a cell of the column. */
function statesBeside(cells: PrintedCells, by: string, { place: { question }, answer = '' }: CellRef): readonly string[] {
  const people = cells.people.of([question, by])
  const isIn = cells.isIn({ question }, answer)
  return cells.states(by).filter((state) => people?.some((person) => isIn(person) && isStateOf(cells, person, by, state)) !== false)
}

function isStateOf(cells: PrintedCells, person: PersonKind, by: string, state: string): boolean {
  return person.get(by)?.includes(cells.classOf(by, state)) === true
}

function sumOf(total: CellRef, parts: readonly CellRef[]): CellSum {
  return { terms: [...times(parts, 1), [total, -1]], ...ZERO, total }
}

/** Cells of a slice, without those that are nobody by definition. */
function refsOf(cells: PrintedCells, place: SliceRef, answers: readonly string[]): readonly CellRef[] {
  return answers.filter((answer) => !cells.isStructuralZero(place, answer)).map((answer) => ({ place, answer }))
}

function times(some: readonly CellRef[], factor: number): CellSum['terms'] {
  return some.map((cell) => [cell, factor])
}

/** Whether a state says that people never saw the question: it was hidden from them, or they skipped its part. */
function isUnasked(state: string): boolean {
  return state === '~not_shown' || state === '~section_skipped'
}
