import type { Survey } from '#shared/survey/survey.ts'
import { hiddenToo } from '../covered.ts'
import type { Label } from '../label.ts'
import type { ReportSlice, ReportTable } from '../report.ts'
import { averageOf, scoresOf } from '../scored.ts'
import type { PlaceInTable } from '../structure.ts'
import type { Definition } from './definition.ts'
import type { Repair } from './finding.ts'
import { sliceKey } from './history.ts'

/** What a repair may work with. */
export type Repairable = {
  readonly survey: Survey
  readonly definition: Definition
  readonly release: number
  readonly tables: readonly ReportTable[]
  /** The tables of the release before; absent for the first one. */
  readonly previous: readonly ReportTable[] | undefined
}

/** The tables with every repair made once, or undefined when none of them changes anything. */
export function repaired(from: Repairable, repairs: readonly Repair[]): readonly ReportTable[] | undefined {
  const frozen = new Set(repairs.flatMap((repair) => slicesToFreeze(from, repair)))
  const hidden = new Set(repairs.flatMap((repair) => coverOf(from, repair, frozen)))
  if (frozen.size === 0 && hidden.size === 0) return undefined
  return withHidden({ ...from, tables: withFrozen(from, frozen) }, hidden)
}

/** Cells that a release hid for another one's sake stay hidden in the next: what is hidden must not tell who came. */
export function stillHidden(from: Repairable): readonly ReportTable[] {
  const before = from.previous ?? []
  const hidden = before.flatMap((table) =>
    table.slices.flatMap(({ group, cells }) =>
      cells
        .filter((cell) => cell.status === 'hidden_secondary')
        .map((cell) => from.definition.label({ question: table.question, by: table.by, group }, cell.answer)),
    ),
  )
  return withHidden(from, new Set(hidden))
}

/** The slice itself; or, when its numbers are old already, everyone's, whose difference to them tells. */
function slicesToFreeze({ tables, release, previous }: Repairable, repair: Repair): readonly string[] {
  if (repair.kind !== 'freeze' || !previous) return []
  const fresh = new Set(
    tables.flatMap((table) => table.slices.filter((slice) => slice.asOf === release).map((slice) => sliceKey(table.by, slice.group))),
  )
  return [repair.slice, ''].filter((slice) => fresh.has(slice)).slice(0, 1)
}

function withFrozen({ tables, previous }: Repairable, frozen: ReadonlySet<string>): readonly ReportTable[] {
  return tables.map((table) => ({
    ...table,
    slices: table.slices.map((slice) => {
      if (!frozen.has(sliceKey(table.by, slice.group))) return slice
      const before = previous?.find((each) => each.id === table.id)?.slices.find((each) => each.group === slice.group)
      if (!before) throw new Error(`the release before does not have table ${table.id}`)
      return before
    }),
  }))
}

/**
 * A cell and what hides it: the next printed cell beside it, and the small ones in its row, so that nobody can tell which of
 * those not shown are small.
 */
function coverOf(from: Repairable, repair: Repair, frozen: ReadonlySet<string>): readonly Label[] {
  const neighbour = neighbourOf(from, repair, frozen)
  if (repair.kind !== 'hide' || neighbour === undefined) return []
  const row = { question: repair.question, by: repair.by, group: repair.group }
  const small = sliceAt(from.tables, row)?.cells.filter(({ status }) => status === 'hidden_small') ?? []
  return [neighbour, ...small.map(({ answer }) => from.definition.label(row, answer))]
}

/**
 * The next printed cell beside a cell: in its row, then the same answer in other groups, then in the whole; missing answers first,
 * since they are missed least. The order is fixed and public: chosen by size, what is hidden would tell of sizes.
 */
function neighbourOf({ tables, definition, release }: Repairable, repair: Repair, frozen: ReadonlySet<string>): Label | undefined {
  if (repair.kind !== 'hide') return undefined
  const { question, by, group, answer } = repair
  const row = { question, by, group }
  const order: (readonly [place: PlaceInTable, answer: string])[] = [
    ...[...definition.states(question), ...definition.options(question)].map((each) => [row, each] as const),
    ...(by === undefined ? tables.filter((table) => table.question === question).flatMap((table) => table.by ?? []) : [by]).flatMap(
      (each) => definition.options(each).map((option) => [{ question, by: each, group: option }, answer] as const),
    ),
    [{ question }, answer],
  ]
  const found = order.find(([place, each]) => {
    if (frozen.has(sliceKey(place.by, place.group))) return false
    const slice = sliceAt(tables, place)
    const status = slice?.asOf === release ? slice.cells.find((cell) => cell.answer === each)?.status : undefined
    return status === 'published' || status === 'top_coded'
  })
  return found && definition.label(...found)
}

function sliceAt(tables: readonly ReportTable[], { question, by, group }: PlaceInTable): ReportSlice | undefined {
  return tables.find((table) => table.question === question && table.by === by)?.slices.find((slice) => slice.group === group)
}

/** Hides the same people wherever they are counted, and makes means of what is left. */
function withHidden({ survey, definition, release, tables }: Repairable, hidden: ReadonlySet<Label>): readonly ReportTable[] {
  if (hidden.size === 0) return tables
  return tables.map((table) => ({
    ...table,
    slices: table.slices.map((slice): ReportSlice => {
      const { base } = slice
      if (slice.asOf !== release || !base) return slice
      const place = { question: table.question, by: table.by, group: slice.group }
      const covers = (answer: string) => hidden.has(definition.label(place, answer))
      if (!slice.cells.some((cell) => cell.status !== 'not_asked' && covers(cell.answer))) return slice
      const cells = slice.cells.map((cell) => (cell.status !== 'not_asked' && covers(cell.answer) ? hiddenToo(cell.answer, base) : cell))
      const { average: _, ...rest } = slice
      const average = averageOf(cells, scoresOf(survey, table.question))
      return { ...rest, cells, ...(average ? { average } : {}) }
    }),
  }))
}
