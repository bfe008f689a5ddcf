import type { Nest } from '#shared/survey/nests.ts'
import type { CellRef } from './cell-sums.ts'
import type { PrintedCells } from './printed-cells.ts'
import type { SliceRef } from './survey-structure.ts'

/**
 * Where one group variable lies in another, the people of a region are those of its counties, and those who said no county:
 * `0 <= total - parts`, and over all totals of a column together no more than `inNoGroup`.
 */
type NestColumn = {
  readonly inner: string
  readonly sums: readonly { readonly total: CellRef; readonly parts: readonly CellRef[] }[]
  /** Everybody who said no county. */
  readonly inNoGroup: readonly CellRef[]
}

/**
 * The sums between nested groups that have to do with a question: of each of its answers and of everybody, between groups of two
 * variables that it is crossed with; and where the question itself nests, between its answers and those of the other question, of everybody
 * and in each group that both are crossed with. `bys`: the variables that the question is crossed with.
 */
export function nestColumns(cells: PrintedCells, question: string, bys: readonly string[]): readonly NestColumn[] {
  return cells.nests.flatMap((nest) => {
    const { inner, outer } = nest
    if (bys.includes(inner) && bys.includes(outer)) return betweenGroups(cells, question, nest)
    return question === inner || question === outer ? betweenAnswers(cells, bys, nest) : []
  })
}

function betweenGroups(cells: PrintedCells, question: string, nest: Nest): readonly NestColumn[] {
  const { inner, outer } = nest
  const rows = cells.rows(question, inner).filter((row) => cells.rows(question, outer).includes(row))
  return [undefined, ...rows].map((answer) =>
    columnOf(cells, nest, { question: inner }, (group, by) => ({
      place: { question, by, group },
      ...(answer === undefined ? {} : { answer }),
    })),
  )
}

function betweenAnswers(cells: PrintedCells, bys: readonly string[], nest: Nest): readonly NestColumn[] {
  const both = bys.filter((by) => [nest.inner, nest.outer].every((question) => cells.isPlanned(question, by)))
  const places = both.flatMap((by) => cells.slices({ question: nest.inner, by }))
  return [{ question: nest.inner }, ...places].map((place) =>
    columnOf(cells, nest, place, (answer, question) => ({ place: { ...place, question }, answer })),
  )
}

/** `within`: where the people are who said no county. `at`: the cell of an option of one of the two questions. */
function columnOf(
  cells: PrintedCells,
  { inner, outer, groups }: Nest,
  within: SliceRef,
  at: (option: string, of: string) => CellRef,
): NestColumn {
  const there = (refs: readonly CellRef[]) => refs.filter((ref) => isThere(cells, ref))
  const sums = groups.flatMap(({ id, of }) =>
    there([at(id, outer)]).map((total) => ({ total, parts: there(of.map((each) => at(each, inner))) })),
  )
  const inNoGroup = cells.states(inner).map((answer): CellRef => ({ place: within, answer }))
  return { inner, sums, inNoGroup: there(inNoGroup) }
}

function isThere(cells: PrintedCells, { place, answer }: { readonly place: SliceRef; readonly answer?: string }): boolean {
  return answer === undefined || ((cells.canBeAsked(place) || answer === '~not_shown') && !cells.isStructuralZero(place, answer))
}
