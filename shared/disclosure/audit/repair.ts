import { type SliceName, sliceName } from '#shared/tabulate/cohorts.ts'
import type { Bounded, ReportCell, ReportTable } from '../report.ts'
import type { Label } from '../structure/survey-structure.ts'
import type { Repair } from './audit-finding.ts'
import { type Coarse, coarseNumbers, withCoarse } from './coarse-labels.ts'
import type { DrawnDecoy } from './decoys.ts'
import { type CellDraw, isPrinted, type Repairable, withSuppressed } from './hide-labels.ts'
import { repeatSlices } from './repeat-slices.ts'
import type { Secondary, SecondaryCandidate, SecondaryChoice } from './secondary-choice.ts'

/** The number of secondary cells that one cell gets before its whole row is hidden. */
const MOST_SECONDARY = 4

type Suppress = Extract<Repair, { kind: 'suppress' }>
type Repeat = Extract<Repair, { kind: 'repeat' }>

/** The labels to hide, those to round coarsely and the slices to repeat, gathered from all repairs of a round. */
type Gathered = { readonly hidden: Set<Label>; readonly coarse: Map<Label, Bounded>; readonly repeated: Set<SliceName> }

/**
 * The repairs of one candidate, mildest first.
 *
 * Of a cell: coarse rounding of the cheapest number that is enough; secondary suppression of the cheapest cell that is enough, or else of the one that helps most; suppression of the question in the group or, for everyone, in all
 * groups; repetition of the group's last numbers or, in a first release, suppression of the question. Of a change: suppression of the
 * question in the group, or in the groups that tell of it; repetition of the group's last numbers. Everyone's are repeated last: before that,
 * all groups are silent.
 *
 * Each repair hides, repeats or rounds coarsely numbers that were fresh and printed, so repairs come to an end. The choice depends on printed numbers,
 * on a public order and on the repairs before it, never on a true count.
 */
export class Repairs {
  readonly #tried: Map<string, number>

  /** `tried`: how often something was looked for to hide each cell. */
  constructor(tried: ReadonlyMap<string, number> = new Map()) {
    this.#tried = new Map(tried)
  }

  get tried(): ReadonlyMap<string, number> {
    return new Map(this.#tried)
  }

  /** The tables with every repair made once, or undefined when none of them changes anything. */
  make(from: Repairable, repairs: readonly Repair[], choice: SecondaryChoice): readonly ReportTable[] | undefined {
    const gathered: Gathered = { hidden: new Set(), coarse: new Map(), repeated: new Set() }
    const { hidden, coarse, repeated } = gathered
    const suppressions = new Map<string, Suppress>()
    const repeats = new Map<string, Repeat>()
    for (const repair of repairs) {
      if (repair.kind === 'suppress') suppressions.set(placeName(repair), repair)
      else repeats.set(`${repair.slice}\n${repair.question ?? ''}`, repair)
    }
    for (const repeat of repeats.values()) showLess(from, repeat, gathered)
    const wideBeside: Suppress[] = []
    for (const [name, suppress] of suppressions) {
      if (repeated.has(sliceName(suppress.by, suppress.group))) continue
      const times = (this.#tried.get(name) ?? 0) + 1
      this.#tried.set(name, times)
      const secondary = times <= MOST_SECONDARY ? secondaryFor(from, suppress, { repeated, choice, times }) : undefined
      if (secondary === 'wide') wideBeside.push(suppress)
      else if (secondary?.coarse) coarse.set(secondary.label, secondary.coarse)
      else hideMore(from, suppress, secondary ? [secondary.label] : [], gathered)
    }
    // Cells hidden for others make these ranges wide. Where none is hidden they are narrow, whatever linear programs say.
    const changesNothing = () => repeated.size + hidden.size + coarse.size === 0
    if (changesNothing()) for (const suppress of wideBeside) hideMore(from, suppress, [], gathered)
    if (changesNothing()) return undefined
    return lessExact({ ...from, tables: repeatSlices(from.tables, from.previous ?? [], repeated) }, coarse, hidden)
  }

  /** The tables with a number rounded coarsely, or hidden, beside each decoy, chosen as for a cell that is narrow. */
  hideBeside(from: Repairable, decoys: readonly DrawnDecoy[], choice: SecondaryChoice): readonly ReportTable[] {
    const chosen = decoys.flatMap(({ suppress }) => {
      const secondary = secondaryFor(from, suppress, { repeated: new Set(), choice, times: 1, isDecoy: true })
      return secondary === undefined || secondary === 'wide' ? [] : [secondary]
    })
    const coarse = new Map(chosen.flatMap((each) => (each.coarse ? [[each.label, each.coarse] as const] : [])))
    return lessExact(from, coarse, new Set(chosen.flatMap((each) => (each.coarse ? [] : [each.label]))))
  }
}

function lessExact(from: Repairable, coarse: Coarse, hidden: ReadonlySet<Label>): readonly ReportTable[] {
  return withSuppressed({ ...from, tables: withCoarse(from, coarse) }, hidden)
}

/** Hides some labels or, where there are none, more of the question; repeats the group where nothing is left to hide. */
function hideMore(from: Repairable, suppress: Suppress, secondary: readonly Label[], gathered: Gathered): void {
  const labels = [secondary, ...inSteps(from, suppress)].find((each) => each.length > 0) ?? []
  for (const label of labels) gathered.hidden.add(label)
  if (labels.length > 0) return
  // For everyone, one question is hidden before all numbers are repeated.
  const own = sliceName(suppress.by, suppress.group)
  const isOfGroup = slicesToRepeat(from, own).includes(own) && own !== ''
  const whole = isOfGroup ? [] : questionOf(from, suppress.question)
  for (const label of whole) gathered.hidden.add(label)
  if (whole.length === 0) repeatOrSilence(from, own, gathered)
}

/** Repeats a group; where that would be everyone, all groups are silent before. */
function repeatOrSilence(from: Repairable, slice: SliceName, gathered: Gathered): void {
  const again = slicesToRepeat(from, slice)
  const groups = again.includes('') ? allGroupRowsOf(from) : []
  for (const label of groups) gathered.hidden.add(label)
  if (groups.length === 0) for (const each of again) gathered.repeated.add(each)
}

/** Shows less of one question before a whole group is repeated, and repeats groups before everyone. */
function showLess(from: Repairable, { slice, question }: Repeat, gathered: Gathered): void {
  const isFresh = freshSlices(from).has(slice)
  const labels =
    question === undefined
      ? []
      : [
          isFresh && slice !== '' ? rowsIn(from, question, slice) : groupRowsOf(from, question),
          slice === '' || !isFresh ? questionOf(from, question) : [],
        ]
  const found = labels.find((each) => each.length > 0)
  if (found) for (const label of found) gathered.hidden.add(label)
  else repeatOrSilence(from, slice, gathered)
}

/** The labels to hide if no secondary cell helps: the row and then more groups; for a row of everyone, first the question in all groups. */
function inSteps(from: Repairable, { question, by, group }: Suppress): readonly (readonly Label[])[] {
  const row = rowsIn(from, question, sliceName(by, group))
  const ofGroups = groupRowsOf(from, question)
  return by === undefined ? [ofGroups, row] : [row, rowsWhere(from, question, (slice) => slice.startsWith(`${by}=`)), ofGroups]
}

/**
 * Tables without the questions in which something was found: by group first, then for everyone; and then without any group. In the end
 * the last tables again, every byte of them; or, in a first release, no question at all.
 */
export function fallbacks(from: Repairable, questions: ReadonlySet<string>): readonly (readonly ReportTable[])[] {
  const { previous, tables } = from
  const without = (some: ReadonlySet<string>, labelsOf: typeof questionOf) =>
    withSuppressed(from, new Set([...some].flatMap((question) => labelsOf(from, question))))
  const all = new Set(tables.map(({ question }) => question))
  if (previous) return [without(questions, groupRowsOf), without(questions, questionOf), without(all, groupRowsOf), previous]
  return [without(questions, groupRowsOf), without(questions, questionOf), without(all, groupRowsOf), without(all, questionOf)]
}

/** The slice itself; or, if its numbers are old already, everyone's, because the difference between the two tells something. */
function slicesToRepeat(from: Repairable, slice: SliceName): readonly string[] {
  if (!from.previous) return []
  const fresh = freshSlices(from)
  return [slice, ''].filter((each) => fresh.has(each)).slice(0, 1)
}

function freshSlices({ tables, release }: Repairable): ReadonlySet<SliceName> {
  return new Set(
    tables.flatMap((table) => table.slices.filter((each) => each.asOf === release).map((each) => sliceName(table.by, each.group))),
  )
}

/**
 * The number that protects a cell by being less exact: the cheapest printed one beside it that helps, rounded coarsely if that is enough; undefined
 * where none is printed. 'wide' where nothing is needed beside what was chosen for other cells.
 */
function secondaryFor(
  from: Repairable,
  suppress: Suppress,
  {
    repeated,
    choice,
    times,
    isDecoy = false,
  }: {
    readonly repeated: ReadonlySet<SliceName>
    readonly choice: SecondaryChoice
    readonly times: number
    readonly isDecoy?: boolean
  },
): Secondary | 'wide' | undefined {
  const { question, by, group, answer } = suppress
  const beside = candidatesFor(from, suppress, repeated)
  const coarse = coarseNumbers(from)
  // Coarse rounding costs least where numbers are largest, hiding where they are smallest.
  const candidates = [
    ...beside.toReversed().flatMap((label): SecondaryCandidate[] => {
      const inPlaces = coarse.get(label)
      return inPlaces ? [{ label, coarse: inPlaces }] : []
    }),
    ...beside.map((label): SecondaryCandidate => ({ label })),
  ]
  const chosen = choice.choose(question, from.printed.label({ question, by, group }, answer), { candidates, times, isDecoy })
  if (chosen === 'none') return 'wide'
  if (chosen || isDecoy) return chosen
  const [first] = beside
  return first === undefined ? undefined : { label: first }
}

/** The cost of hiding a number of everyone, in doublings, beside that of a number of a group. */
const SIZES_OF_EVERYONE = 4

/**
 * Printed cells beside a cell, cheapest first for a reader: in its row; and in every group its answer, and those that a roll-up has in
 * common with it, as an answer can be worked out from a roll-up and the others in it. Small numbers come before large
 * ones, groups before everyone, missing states before answers. Sizes count in doublings, a secret draw adds some of them to some cells, and the
 * public order decides between equal ones: so what is chosen tells little of the sizes.
 */
function candidatesFor(
  { tables, printed, release, draw }: Repairable,
  { question, by, group, answer }: Suppress,
  repeated: ReadonlySet<SliceName>,
): Label[] {
  const own = tables.filter((table) => table.question === question)
  const alike = new Set([
    answer,
    ...printed.rollups(question, by).answers.flatMap(({ id, of }) => ([id, ...of].includes(answer) ? [id, ...of] : [])),
  ])
  const found = own.flatMap((table) =>
    table.slices.flatMap((slice) => {
      if (slice.asOf !== release || repeated.has(sliceName(table.by, slice.group))) return []
      const isRow = table.by === by && slice.group === group
      return slice.cells
        .filter((cell) => (isRow ? cell.answer !== answer : alike.has(cell.answer)) && isPrinted(cell))
        .map((cell) => {
          const label = printed.label({ question, by: table.by, group: slice.group }, cell.answer)
          const size = Math.floor(Math.log2(Math.max(1, printedSize(cell)))) + sizesAtRandom(draw, label)
          const cost = size + (table.by === undefined ? SIZES_OF_EVERYONE : 0) + (cell.answer.startsWith('~') ? 0 : 1)
          return { cost, label }
        })
    }),
  )
  return [...new Set(found.toSorted((a, b) => a.cost - b.cost).map(({ label }) => label))]
}

/** 0 to 4 sizes, each a quarter as likely as the one before. */
function sizesAtRandom(draw: CellDraw, label: Label): number {
  const drawn = draw('order', label, 256)
  return [64, 16, 4, 1].filter((below) => drawn < below).length
}

function printedSize(cell: ReportCell): number {
  if (cell.status === 'published') return cell.count.value
  return cell.status === 'top_coded' ? cell.high : 0
}

/** All answers to the question, for everyone and in every group, if this release shows any it counted. */
function questionOf(from: Repairable, question: string): readonly Label[] {
  return rowsWhere(from, question, () => true)
}

/** All answers to the question in every group. */
function groupRowsOf(from: Repairable, question: string): readonly Label[] {
  return rowsWhere(from, question, (slice) => slice !== '')
}

/** All numbers of all groups that this release counted, where it shows any. */
function allGroupRowsOf(from: Repairable): readonly Label[] {
  return [...new Set(from.tables.map(({ question }) => question))].flatMap((question) => groupRowsOf(from, question))
}

/** All answers to the question in one group. */
function rowsIn(from: Repairable, question: string, slice: SliceName): readonly Label[] {
  return rowsWhere(from, question, (each) => each === slice)
}

function rowsWhere({ tables, printed, release }: Repairable, question: string, isWanted: (slice: SliceName) => boolean): readonly Label[] {
  const places = tables
    .filter((table) => table.question === question)
    .flatMap(({ by, slices }) =>
      slices.filter(({ asOf, group }) => asOf === release && isWanted(sliceName(by, group))).map((slice) => ({ by, slice })),
    )
  if (!places.some(({ slice }) => slice.cells.some(isPrinted))) return []
  return places.flatMap(({ by, slice }) => slice.cells.map(({ answer }) => printed.label({ question, by, group: slice.group }, answer)))
}

function placeName({ question, by, group, answer }: Suppress): string {
  return [question, by ?? '', group ?? '', answer].join('\n')
}
