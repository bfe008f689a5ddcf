import type { CountedTable } from '#shared/tabulate/table.ts'
import type { Range, Term } from '../linear/linear-problem.ts'
import { type CellRef, type CellSum, columnSum, sliceSums } from '../structure/cell-sums.ts'
import { type ConditionSum, conditionSums } from '../structure/condition-sums.ts'
import { nestColumns } from '../structure/nest-sums.ts'
import { countsByLabel, type PrintedCells } from '../structure/printed-cells.ts'
import type { Label, SliceRef } from '../structure/survey-structure.ts'
import { type KnownSum, type LinkedTable, linkedTable } from './linked-table.ts'

/**
 * All tables of a closed report plan as one linked table: one atom for each set of people, a cell where its number may be
 * printed, and the margins between them by the definition of the survey.
 */
export type ClosedPlan = {
  readonly table: LinkedTable
  /** The people of each cell of `table`, in the order of its cells. */
  readonly labels: ReadonlyMap<number, Label>
  /** Cells of groups too small to show, and of no other: hidden whatever their count, and readers see no status of theirs. */
  readonly blank: ReadonlySet<number>
}

/** `isShown` says whether a group of so many people is shown at all. */
export function closedPlan(cells: PrintedCells, tables: readonly CountedTable[], isShown: (base: number) => boolean): ClosedPlan {
  const { margins, isBlank } = linkedPlan(cells, tables, isShown)
  const everyone = tables.find((table) => table.by === undefined)?.slices[0]?.base ?? 0
  margins.know([[margins.atom(cells.everyone()), 1]], everyone)

  const labels = new Map([...isBlank.keys()].map((label) => [margins.atom(label), label]))
  const blank = [...labels].flatMap(([atom, label]) => (isBlank.get(label) ? [atom] : []))
  return {
    table: linkedTable({ truth: margins.truth, sums: margins.known, cells: [...labels.keys()] }),
    labels,
    blank: new Set(blank),
  }
}

/** The margins of a report plan, and the sets of people that have a place in it, without everyone: whether they are in groups too small to show alone. */
export function linkedPlan(cells: PrintedCells, tables: readonly CountedTable[], isShown: (base: number) => boolean) {
  const margins = new LinkedMargins(cells, tables)
  const isBlank = new Map<Label, boolean>()
  for (const table of tables) {
    for (const slice of table.slices) {
      const place = { question: table.question, by: table.by, group: slice.group }
      margins.addSlice(place)
      if (table.by !== undefined && !isBlank.has(cells.label(place))) isBlank.set(cells.label(place), false)
      if (!cells.canBeAsked(place)) continue
      for (const { answer } of slice.cells.filter((cell) => !cells.isStructuralZero(place, cell.answer))) {
        const label = cells.label(place, answer)
        isBlank.set(label, !isShown(slice.base) && (isBlank.get(label) ?? true))
      }
    }
    if (table.by !== undefined) margins.addColumns(table.question, table.by)
  }
  for (const sum of conditionSums(cells, tables)) margins.addCondition(sum)
  for (const [question, own] of Map.groupBy(tables, (table) => table.question))
    margins.addNests(
      question,
      own.flatMap(({ by }) => by ?? []),
    )
  isBlank.delete(cells.everyone())
  return { margins, isBlank }
}

/** The margins of a report as equations between atoms; an inequality gets an atom for its slack. */
class LinkedMargins {
  readonly known: KnownSum[] = []
  /** The true count of every atom. */
  readonly truth: number[] = []
  readonly #cells: PrintedCells
  readonly #counts: ReadonlyMap<Label, number>
  readonly #atoms = new Map<Label, number>()
  /** By group variable, the people of each label who are in none of its groups; undefined where nobody is. */
  readonly #inNone = new Map<string, Map<Label, number | undefined>>()

  constructor(cells: PrintedCells, tables: readonly CountedTable[]) {
    this.#cells = cells
    this.#counts = countsByLabel(cells, tables)
  }

  /** Throws when no table counts these people. */
  atom(label: Label): number {
    const known = this.#atoms.get(label)
    if (known !== undefined) return known
    const count = this.#counts.get(label)
    if (count === undefined) throw new Error('the tables leave out people that others of them count')
    const made = this.truth.push(count) - 1
    this.#atoms.set(label, made)
    return made
  }

  know(terms: readonly Term[], sum: number): void {
    this.known.push({ terms, sum })
  }

  /** A sum that conditions make: it joins the tables of several questions. It holds of people in no group, too. Tables are added before. */
  addCondition({ terms, low, high }: ConditionSum): void {
    const range = { low, high }
    this.#addTerms(
      terms.map(([label, factor]): Term => [this.atom(label), factor]),
      range,
    )
    for (const inNone of this.#inNone.values())
      if (terms.every(([label]) => inNone.has(label))) this.#addTerms(amongThem(inNone, terms), range)
  }

  addSlice(place: SliceRef): void {
    const { first, sums } = sliceSums(this.#cells, place)
    for (const cell of first) this.#term(cell, 1)
    for (const sum of sums) this.#addSum(sum)
  }

  #addSum({ terms, ...range }: CellSum): void {
    this.#addTerms(
      terms.map(([cell, factor]) => this.#term(cell, factor)),
      range,
    )
  }

  #addTerms(sum: readonly Term[], { low, high }: Range): void {
    if (low === 0 && high === 0) this.know(sum, 0)
    else this.#atMost(high === 0 ? sum : sum.map(([atom, weight]): Term => [atom, -weight]))
  }

  addColumns(question: string, by: string): void {
    const groups = this.#cells.options(by).map((group) => ({ question, by, group }))
    const isOne = this.#cells.isPartition(by)
    const inNone = isOne ? this.#inNoneOf(by, groups) : undefined
    for (const answer of this.#cells.answers(question)) {
      const margin = columnSum(this.#cells, groups, by, { place: { question }, answer })
      const total = this.#term(margin.total, -1)
      const parts = margin.parts.map((cell) => this.#term(cell, 1))
      if (margin.overlapping) {
        for (const sum of margin.overlapping) this.#addSum(sum)
        continue
      }
      const inNoGroup = margin.inNoGroup.filter(({ place, answer: state = '' }) => !this.#cells.isStructuralZero(place, state))
      const label = this.#cells.label(margin.total.place, answer)
      if (inNoGroup.length === 0) {
        inNone?.set(label, undefined)
        this.know([...parts, total], 0)
        continue
      }
      const rest: Term = [this.#atMost([...parts, total]), 1]
      inNone?.set(label, rest[0])
      this.#atMost([rest, ...inNoGroup.map((cell) => this.#term(cell, -1))])
    }
    if (!inNone || !this.#cells.isMany(question)) return
    for (const { terms, ...range } of sliceSums(this.#cells, { question }).sums) {
      const named = terms.map(([{ place, answer }, factor]) => [this.#cells.label(place, answer), factor] as const)
      this.#addTerms(amongThem(inNone, named), range)
    }
  }

  /** People in no group of a variable are a group of their own, which no table shows: all that follows from who can give which answers holds of them. */
  #inNoneOf(by: string, groups: readonly SliceRef[]): Map<Label, number | undefined> {
    const known = this.#inNone.get(by)
    if (known) return known
    const everyone = this.#cells.everyone()
    const all = this.#atMost([...groups.map((place) => this.#term({ place }, 1)), [this.atom(everyone), -1]])
    const made = new Map<Label, number | undefined>([[everyone, all]])
    this.#inNone.set(by, made)
    return made
  }

  /** The counties of a region add up to it, but for those who said none. */
  addNests(question: string, bys: readonly string[]): void {
    for (const { sums, inNoGroup } of nestColumns(this.#cells, question, bys)) {
      const without = sums.map(({ total, parts }): Term => {
        const terms = [...parts.map((cell) => this.#term(cell, 1)), this.#term(total, -1)]
        return [this.#atMost(terms), 1]
      })
      if (without.length > 0) this.#atMost([...without, ...inNoGroup.map((cell) => this.#term(cell, -1))])
    }
  }

  #sumOf(terms: readonly Term[]): number {
    return terms.reduce((sum, [atom, weight]) => sum + weight * (this.truth[atom] ?? 0), 0)
  }

  #term({ place, answer }: CellRef, weight: number): Term {
    return [this.atom(this.#cells.label(place, answer)), weight]
  }

  /** The sum is 0 or less. Gives the atom of the slack. */
  #atMost(terms: readonly Term[]): number {
    const slack = this.truth.push(-this.#sumOf(terms)) - 1
    this.know([...terms, [slack, 1]], 0)
    return slack
  }
}

/** A sum, of those of these people who are in no group. */
function amongThem(inNone: ReadonlyMap<Label, number | undefined>, terms: readonly (readonly [label: Label, factor: number])[]): Term[] {
  return terms.flatMap(([label, factor]): Term[] => {
    const atom = inNone.get(label)
    return atom === undefined ? [] : [[atom, factor]]
  })
}
