import { sliceName } from '#shared/tabulate/cohorts.ts'
import { AT_MOST_ZERO, COUNT, type Range, type Term } from '../linear/linear-problem.ts'
import type { RoundedPolicy } from '../policy.ts'
import { type CellRef, type CellSum, columnSum, groupRollupSums, sliceSums } from '../structure/cell-sums.ts'
import type { ConditionSum } from '../structure/condition-sums.ts'
import { nestColumns } from '../structure/nest-sums.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import type { Label, SliceRef } from '../structure/survey-structure.ts'
import { isUnchanged, type Versions } from './cross-release-constraints.ts'
import type { Grid } from './grid.ts'
import type { ReaderFacts } from './history.ts'
import { type PublishedRanges, versionKey } from './published-ranges.ts'
import { standardOf } from './standard.ts'
import { System } from './system.ts'

/** More people than there are in any group of a study. */
const FAR = 1e6

/** Regions that are sums of their counties: by the slice of a region, the counts of those in none of them, by answer. */
type NestedSlices = Map<string, { readonly by: string; readonly counts: Map<string, number> }>

/** The constraints between the counts of one release: sums of slices, columns, roll-ups and conditions, as rows of a linear system. */
export class CellConstraints {
  readonly knowledge: PublishedRanges
  readonly system = new System()
  readonly grids = new Map<string, Grid[]>()
  /** Which count each variable is, and at which snapshot. */
  readonly origins = new Map<number, { readonly label: Label; readonly snapshot: number }>()
  readonly #cells: PrintedCells
  readonly #facts: ReaderFacts
  readonly #offsetRange: Range
  /** No group is larger than everyone, whose number is printed, or was when few had changed. */
  readonly #largest: number
  readonly versions: Versions = new Map()
  /** Counts that are sums of others: the counts each is a sum of. */
  readonly #sums = new Map<number, readonly number[]>()
  readonly #fullNests: ReadonlySet<string>

  /** `fullNests`: the inner questions of those nests in which, as the attacker takes it, nobody who says a region leaves out the county. */
  constructor(
    knowledge: PublishedRanges,
    cells: PrintedCells,
    facts: ReaderFacts,
    {
      policy,
      largestBase,
      fullNests,
    }: { readonly policy: RoundedPolicy; readonly largestBase: number; readonly fullNests: ReadonlySet<string> },
  ) {
    const isUnknown = knowledge.snapshots.some((at) => !knowledge.isComputed('', at) && !isUnchanged(facts, '', at))
    this.#largest = isUnknown ? FAR : largestBase + standardOf(policy).mostUnseen
    this.knowledge = knowledge
    this.#cells = cells
    this.#facts = facts
    this.#offsetRange = { low: 0, high: policy.b - 1 }
    this.#fullNests = fullNests
  }

  /**
   * Adds a question to its own subproblem: its cells, by every variable it is crossed with, and those of questions that it has
   * to do with.
   */
  addQuestion(question: string, bys: readonly string[], kin: ReadonlyMap<string, readonly string[]>, snapshot: number): void {
    const places = this.#addCells(question, question, bys, snapshot)
    for (const [other, itsBys] of kin) this.#addCells(question, other, itsBys, snapshot)
    this.#addGrid(question, places, this.#addNests(question, bys, snapshot), snapshot)
  }

  /** Writes the cells of a question into a block, its own or that of a question it has to do with; gives their places. */
  #addCells(block: string, question: string, bys: readonly string[], snapshot: number): readonly SliceRef[] {
    const hasAll = this.knowledge.isComputed('', snapshot)
    const places: SliceRef[] = hasAll ? [{ question }] : []
    if (hasAll) this.#addSlice(block, { question }, snapshot)
    for (const by of bys) {
      const isOne = this.#cells.isPartition(by)
      const isThere = (group: string) => this.knowledge.isComputed(sliceName(by, group), snapshot) || (hasAll && isOne)
      const coarse = this.#cells.rollups(question, by).groups.filter(({ id }) => isThere(id))
      const groups = this.#cells
        .options(by)
        .filter((group) => isThere(group) || coarse.some(({ of }) => of.includes(group)))
        .map((group) => ({ question, by, group }))
      for (const place of groups) this.#addSlice(block, place, snapshot)
      for (const rollup of coarse) {
        this.#addSlice(block, { question, by, group: rollup.id }, snapshot)
        for (const sum of groupRollupSums(this.#cells, { question, by }, rollup)) this.#addSum(block, sum, snapshot)
      }
      places.push(...groups.filter((place) => this.#cells.canBeAsked(place)))
      if (!hasAll) continue
      this.#addSlice(block, { question: by }, snapshot)
      for (const answer of this.#cells.rows(question, by)) this.#addColumn(block, by, groups, { place: { question }, answer }, snapshot)
    }
    return places
  }

  #addSum(block: string, { terms, low, high, total }: CellSum, snapshot: number): void {
    const counts = terms.map(([{ place, answer }, factor]): Term => [this.#count(block, place, answer, snapshot), factor])
    if (total)
      this.#sums.set(
        this.#count(block, total.place, total.answer, snapshot),
        counts.slice(0, -1).map(([part]) => part),
      )
    this.system.row(block, counts, { low, high })
  }

  #addGrid(question: string, places: readonly SliceRef[], nested: NestedSlices, snapshot: number): void {
    const isOne = !this.#cells.isMany(question)
    const all = this.#cells.answers(question)
    // Where several answers can be given, a roll-up is no sum of other counts: it moves on its own.
    const rowsOf = (by: string | undefined) => (isOne ? all : this.#cells.rows(question, by))
    const own = places
      .filter(({ by, group }) => !nested.has(sliceName(by, group)))
      .map((place) => ({
        key: sliceName(place.by, place.group),
        by: place.by,
        cells: rowsOf(place.by).map((answer) =>
          this.#cells.isStructuralZero(place, answer) ? undefined : this.#count(question, place, answer, snapshot),
        ),
      }))
    const inNone = [...nested].map(([key, { by, counts }]) => ({
      key: `in none of ${key}`,
      by,
      cells: rowsOf(by).map((answer) => counts.get(answer)),
    }))
    const slices = [...own, ...inNone]
    const cells = new Set(slices.flatMap((slice) => slice.cells))
    const grid: Grid = { isOne, slices, sums: this.#sumsOver(cells) }
    this.grids.set(question, [...(this.grids.get(question) ?? []), grid])
  }

  /** Counts that are sums of these, and of nothing else; sums of sums are sums of what these are made of. */
  #sumsOver(cells: ReadonlySet<number | undefined>): Grid['sums'] {
    const leaves = (variable: number): readonly number[] =>
      cells.has(variable) ? [variable] : (this.#sums.get(variable) ?? []).flatMap(leaves)
    return [...this.#sums.keys()]
      .map((variable) => ({ variable, of: leaves(variable) }))
      .filter(({ variable, of }) => of.length > 0 && !cells.has(variable))
  }

  /**
   * The sums between groups that nest, and between answers that do. People who said a region and no county are counts of their
   * own, which nothing prints. Gives the regions of this question that are sums of their counties: they follow when people move in these.
   */
  #addNests(question: string, bys: readonly string[], snapshot: number): NestedSlices {
    const nested: NestedSlices = new Map()
    for (const { inner, sums, inNoGroup } of nestColumns(this.#cells, question, bys)) {
      const isKnown = ({ place, answer }: CellRef) => this.system.find(versionKey(this.#cells.label(place, answer), snapshot)) !== undefined
      const count = ({ place, answer }: CellRef) => this.#count(question, place, answer, snapshot)
      const without: number[] = []
      for (const { total, parts } of sums.filter((sum) => isKnown(sum.total))) {
        const found = parts.filter(isKnown).map(count)
        const whole = count(total)
        const terms = [...found.map((part): Term => [part, 1]), [whole, -1] as const]
        if (found.length < parts.length) {
          this.system.row(question, terms, AT_MOST_ZERO)
          continue
        }
        const rest = this.#inNone(question, total, parts.length > 0 && this.#fullNests.has(inner), snapshot)
        without.push(rest)
        this.system.row(question, [...terms, [rest, 1]], { low: 0, high: 0 })
        this.#sums.set(whole, [...found, rest])
        const { place, answer } = total
        if (place.question !== question || place.by === undefined || answer === undefined) continue
        const key = sliceName(place.by, place.group)
        const slice = nested.get(key) ?? { by: inner, counts: new Map() }
        nested.set(key, slice)
        slice.counts.set(answer, rest)
      }
      if (without.length === 0 || !inNoGroup.every(isKnown)) continue
      const rest = without.map((each): Term => [each, 1])
      this.system.row(question, [...rest, ...inNoGroup.map((cell): Term => [count(cell), -1])], AT_MOST_ZERO)
    }
    return nested
  }

  /** Those of a region who said none of its counties. */
  #inNone(block: string, { place, answer }: CellRef, isNobody: boolean, snapshot: number): number {
    const label = `${this.#cells.label(place, answer)} in none`
    const most = isNobody ? 0 : this.#largest
    const variable = this.system.variable(versionKey(label, snapshot), block, { low: 0, high: most })
    this.origins.set(variable, { label, snapshot })
    return variable
  }

  /** The sums of a slice. `block` is the question whose subproblem they belong to; the slice may be of another question. */
  #addSlice(block: string, place: SliceRef, snapshot: number): void {
    const { first, sums } = sliceSums(this.#cells, place)
    for (const cell of first) this.#count(block, cell.place, cell.answer, snapshot)
    for (const sum of sums) this.#addSum(block, sum, snapshot)
  }

  /** The sums of an answer over the groups of a variable. */
  #addColumn(block: string, by: string, groups: readonly SliceRef[], column: CellRef, snapshot: number): void {
    const count = ({ place, answer }: CellRef, factor: number): Term => [this.#count(block, place, answer, snapshot), factor]
    const margin = columnSum(this.#cells, groups, by, column)
    const total = count(margin.total, -1)
    const parts = margin.parts.map((cell) => count(cell, 1))
    if (margin.overlapping) {
      for (const sum of margin.overlapping) this.#addSum(block, sum, snapshot)
      return
    }
    this.system.row(block, [...parts, total], AT_MOST_ZERO)
    this.system.row(block, [...parts, ...margin.inNoGroup.map((cell) => count(cell, 1)), total], COUNT)
  }

  #count(block: string, place: SliceRef, answer: string | undefined, snapshot: number): number {
    const label = this.#cells.label(place, answer)
    const published = this.knowledge.rangeOf(label, snapshot)
    const most = this.#offsetRange.high
    const range = { low: Math.max(0, (published?.low ?? 0) - most), high: Math.min(published?.high ?? this.#largest, this.#largest) }
    const variable = this.system.variable(versionKey(label, snapshot), block, range)
    this.origins.set(variable, { label, snapshot })
    const versions = this.versions.get(label) ?? new Map()
    this.versions.set(label, versions)
    const version = versions.get(snapshot) ?? { variable, slices: new Set<string>() }
    version.slices.add(sliceName(place.by, place.group))
    versions.set(snapshot, version)
    return variable
  }

  /**
   * Sums that follow from who is shown what. Every block that has one of the parts knows of them, so that what is printed
   * of one question tells of another as it tells an attacker.
   */
  addConditions(sums: readonly ConditionSum[]): void {
    for (const { terms, low, high } of sums) {
      for (const snapshot of this.knowledge.snapshots) {
        const counts = terms.flatMap(([label, factor]): Term[] => {
          const variable = this.system.find(versionKey(label, snapshot))
          return variable === undefined ? [] : [[variable, factor]]
        })
        if (counts.length < terms.length) continue
        const parts = counts.filter(([, factor]) => factor > 0)
        for (const block of new Set(parts.flatMap(([part]) => [...this.system.blocksOf(part)]))) {
          for (const [variable] of counts) this.system.join(variable, block)
          this.system.row(block, counts, { low, high })
        }
      }
    }
  }

  addPublicFacts(): void {
    for (const { release, question, answer, by, group, count } of this.#facts.known) {
      const place = { question: question ?? by ?? '', by, group }
      const label = question === undefined && by === undefined ? this.#cells.everyone() : this.#cells.label(place, answer)
      const variable = this.system.find(versionKey(label, release))
      if (variable === undefined) throw new Error(`release ${release} computes nothing that this public fact is about: ${label}`)
      for (const block of this.system.blocksOf(variable)) this.system.row(block, [[variable, 1]], { low: count, high: count })
    }
  }
}
