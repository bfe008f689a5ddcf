import type { ReportTable } from '../report.ts'
import type { Label } from '../structure/label.ts'
import type { SliceRef } from '../structure/survey-structure.ts'
import type { Repair } from './finding.ts'
import { sliceKey } from './history.ts'
import { isPrinted, type Repairable, sliceAt, withSuppressed } from './suppress-cells.ts'

/** How often one cell is given another neighbour before its whole row is hidden. */
const MOST_SECONDARY = 4

type Suppress = Extract<Repair, { kind: 'suppress' }>

/**
 * The repairs of one candidate, mildest first: hide a neighbour; hide the question in the group; publish the group's last
 * numbers again, or, in a first release, hide the question in all groups. Each of them hides or repeats something that was
 * fresh and printed, and nothing is ever shown again, so repairs come to an end. Which one follows depends on what is
 * printed, on public order and on what was tried before, and never on a true count.
 */
export class Repairs {
  readonly #tried = new Map<string, number>()

  /** The tables with every repair made once, or undefined when none of them changes anything. */
  make(from: Repairable, repairs: readonly Repair[]): readonly ReportTable[] | undefined {
    const repeated = new Set<string>()
    const suppressions = new Map<string, Suppress>()
    for (const repair of repairs) {
      if (repair.kind === 'suppress') suppressions.set(placeName(repair), repair)
      else for (const slice of slicesToRepeat(from, repair.slice)) repeated.add(slice)
    }
    const open = [...suppressions].filter(([, suppress]) => !repeated.has(sliceKey(suppress.by, suppress.group)))
    const hidden = new Set<Label>()
    for (const [name, suppress] of open) {
      const times = (this.#tried.get(name) ?? 0) + 1
      this.#tried.set(name, times)
      const secondary = times <= MOST_SECONDARY ? secondaryLabels(from, suppress, repeated) : []
      const labels = secondary.length > 0 ? secondary : rowOf(from, suppress)
      for (const label of labels) hidden.add(label)
      if (labels.length > 0) continue
      const again = slicesToRepeat(from, sliceKey(suppress.by, suppress.group))
      for (const slice of again) repeated.add(slice)
      if (again.length === 0) for (const label of questionOf(from, suppress.question)) hidden.add(label)
    }
    if (repeated.size === 0 && hidden.size === 0) return undefined
    return withSuppressed({ ...from, tables: withSlicesRepeated(from, repeated) }, hidden)
  }
}

/** The last tables again, every byte of them; or, in a first release, those without the questions in which something was found. */
export function fallbacks(from: Repairable, questions: ReadonlySet<string>): readonly (readonly ReportTable[])[] {
  const { previous, tables } = from
  if (previous) return [previous]
  const all = new Set(tables.map(({ question }) => question))
  return [questions, all].map((some) => withSuppressed(from, new Set([...some].flatMap((question) => questionOf(from, question)))))
}

/** The slice itself; or, when its numbers are old already, everyone's, whose difference to them tells. */
function slicesToRepeat({ tables, release, previous }: Repairable, slice: string): readonly string[] {
  if (!previous) return []
  const fresh = new Set(
    tables.flatMap((table) => table.slices.filter((each) => each.asOf === release).map((each) => sliceKey(table.by, each.group))),
  )
  return [slice, ''].filter((each) => fresh.has(each)).slice(0, 1)
}

function withSlicesRepeated({ tables, previous }: Repairable, repeated: ReadonlySet<string>): readonly ReportTable[] {
  return tables.map((table) => ({
    ...table,
    slices: table.slices.map((slice) => {
      if (!repeated.has(sliceKey(table.by, slice.group))) return slice
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
function secondaryLabels(from: Repairable, suppress: Suppress, repeated: ReadonlySet<string>): readonly Label[] {
  const secondary = secondaryLabel(from, suppress, repeated)
  if (secondary === undefined) return []
  const row = { question: suppress.question, by: suppress.by, group: suppress.group }
  const small = sliceAt(from.tables, row)?.cells.filter(({ status }) => status === 'hidden_small') ?? []
  return [secondary, ...small.map(({ answer }) => from.definition.label(row, answer))]
}

/**
 * The next printed cell beside a cell: in its row, then the same answer in other groups, then in the whole; missing answers first,
 * since they are missed least. The order is fixed and public: chosen by size, what is hidden would tell of sizes.
 */
function secondaryLabel({ tables, definition, release }: Repairable, suppress: Suppress, repeated: ReadonlySet<string>): Label | undefined {
  const { question, by, group, answer } = suppress
  const row = { question, by, group }
  const order: (readonly [place: SliceRef, answer: string])[] = [
    ...[...definition.states(question), ...definition.options(question)].map((each) => [row, each] as const),
    ...(by === undefined ? tables.filter((table) => table.question === question).flatMap((table) => table.by ?? []) : [by]).flatMap(
      (each) => definition.options(each).map((option) => [{ question, by: each, group: option }, answer] as const),
    ),
    [{ question }, answer],
  ]
  const found = order.find(([place, each]) => {
    if (repeated.has(sliceKey(place.by, place.group))) return false
    const slice = sliceAt(tables, place)
    return slice?.asOf === release && isPrinted(slice.cells.find((cell) => cell.answer === each))
  })
  return found && definition.label(...found)
}

/** All answers to the question in the group, if this release counted them and shows any. */
function rowOf({ tables, definition, release }: Repairable, { question, by, group }: Suppress): readonly Label[] {
  const place = { question, by, group }
  const slice = sliceAt(tables, place)
  if (slice?.asOf !== release || !slice.cells.some(isPrinted)) return []
  return slice.cells.map(({ answer }) => definition.label(place, answer))
}

/** All answers to the question in every group, if this release shows any it counted. */
function questionOf({ tables, definition, release }: Repairable, question: string): readonly Label[] {
  const places = tables
    .filter((table) => table.question === question)
    .flatMap(({ by, slices }) => slices.filter(({ asOf }) => asOf === release).map((slice) => ({ by, slice })))
  if (!places.some(({ slice }) => slice.cells.some(isPrinted))) return []
  return places.flatMap(({ by, slice }) => slice.cells.map(({ answer }) => definition.label({ question, by, group: slice.group }, answer)))
}

function placeName({ question, by, group, answer }: Suppress): string {
  return [question, by ?? '', group ?? '', answer].join('\n')
}
