import type { Rollup } from '#shared/survey/rollups.ts'
import { COUNT, type Range, type Term } from '../linear/problem.ts'
import type { RoundedPolicy } from '../policy.ts'
import type { Label } from '../structure/label.ts'
import { type CellRef, columnMargin, sliceMargin } from '../structure/margins.ts'
import type { PrintedCells } from '../structure/printed-cells.ts'
import type { SliceRef } from '../structure/survey-structure.ts'
import type { ConditionConstraint } from './condition-constraints.ts'
import { isUnchanged, type Versions } from './cross-release-constraints.ts'
import type { Grid } from './grid.ts'
import { type Facts, sliceKey } from './history.ts'
import { keyOf, type PublishedRanges } from './published-ranges.ts'
import { standardOf } from './standard.ts'
import { System } from './system.ts'

const AT_MOST_ZERO: Range = { low: Number.NEGATIVE_INFINITY, high: 0 }

/** More people than there are in any group of a study. */
const FAR = 1e6

/** The constraints between the counts of one release: sums of slices, columns, roll-ups and conditions, as rows of a linear system. */
export class CellConstraints {
  readonly knowledge: PublishedRanges
  readonly system = new System()
  readonly grids = new Map<string, Grid[]>()
  /** Which count each variable is, and at which snapshot. */
  readonly origins = new Map<number, { readonly label: Label; readonly snapshot: number }>()
  readonly #cells: PrintedCells
  readonly #facts: Facts
  readonly #offsetRange: Range
  /** No group is larger than everyone, whose number is printed, or was when few had changed. */
  readonly #largest: number
  readonly versions: Versions = new Map()
  /** Counts that are sums of others: the counts each is a sum of. */
  readonly #sums = new Map<number, readonly number[]>()

  constructor(knowledge: PublishedRanges, cells: PrintedCells, facts: Facts, policy: RoundedPolicy, largestBase: number) {
    const isUnknown = knowledge.snapshots.some((at) => !knowledge.isComputed('', at) && !isUnchanged(facts, '', at))
    this.#largest = isUnknown ? FAR : largestBase + standardOf(policy).mostUnseen
    this.knowledge = knowledge
    this.#cells = cells
    this.#facts = facts
    this.#offsetRange = { low: 0, high: policy.b - 1 }
  }

  /** Adds a question to its own subproblem: its cells, by every variable it is crossed with. */
  addQuestion(question: string, bys: readonly string[], snapshot: number): void {
    this.#addGrid(question, this.addCells(question, question, bys, snapshot), snapshot)
  }

  /** Writes the cells of a question into a block, its own or that of a question it has to do with; gives their places. */
  addCells(block: string, question: string, bys: readonly string[], snapshot: number): readonly SliceRef[] {
    const hasAll = this.knowledge.isComputed('', snapshot)
    const places: SliceRef[] = hasAll ? [{ question }] : []
    if (hasAll) this.#addSlice(block, { question }, snapshot)
    for (const by of bys) {
      const isOne = !this.#cells.isMany(by)
      const isThere = (group: string) => this.knowledge.isComputed(sliceKey(by, group), snapshot) || (hasAll && isOne)
      const coarse = this.#cells.rollups(question, by).groups.filter(({ id }) => isThere(id))
      const groups = this.#cells
        .options(by)
        .filter((group) => isThere(group) || coarse.some(({ of }) => of.includes(group)))
        .map((group) => ({ question, by, group }))
      for (const place of groups) this.#addSlice(block, place, snapshot)
      for (const rollup of coarse) this.#addGroupRollup(block, { question, by, rollup }, snapshot)
      places.push(...groups.filter((place) => this.#cells.canBeAsked(place)))
      if (!hasAll) continue
      this.#addSlice(block, { question: by }, snapshot)
      for (const answer of this.#answersOf(question, by)) this.#addColumn(block, by, groups, { place: { question }, answer }, snapshot)
    }
    return places
  }

  /** The rows of a table: answers, states, and answers taken together. */
  #answersOf(question: string, by: string | undefined): readonly string[] {
    return [...this.#cells.answers(question), ...this.#cells.rollups(question, by).answers.map(({ id }) => id)]
  }

  /** Groups taken together: each of their counts is the sum over the groups. */
  #addGroupRollup(
    block: string,
    { question, by, rollup }: { readonly question: string; readonly by: string; readonly rollup: Rollup },
    snapshot: number,
  ): void {
    const whole = { question, by, group: rollup.id }
    this.#addSlice(block, whole, snapshot)
    for (const answer of [undefined, ...this.#answersOf(question, by)]) {
      const isStructuralZero = (place: SliceRef) => answer !== undefined && this.#cells.isStructuralZero(place, answer)
      if (isStructuralZero(whole)) continue
      const places = rollup.of.map((group) => ({ question, by, group })).filter((place) => !isStructuralZero(place))
      const parts = places.map((place) => this.#count(block, place, answer, snapshot))
      this.#addSum(block, this.#count(block, whole, answer, snapshot), parts)
    }
  }

  #addSum(block: string, total: number, parts: readonly number[]): void {
    this.#sums.set(total, parts)
    this.system.row(block, [...parts.map((part): Term => [part, 1]), [total, -1]], { low: 0, high: 0 })
  }

  /** Answers taken together, in a slice: their sum, or, where several can be given, everybody who gave one of them. */
  #addAnswerRollups(block: string, place: SliceRef, snapshot: number): void {
    const { question, by } = place
    const count = (answer?: string) => this.#count(block, place, answer, snapshot)
    const counts = (answers: readonly string[]) => answers.filter((answer) => !this.#cells.isStructuralZero(place, answer)).map(count)
    const each = (variables: readonly number[]) => variables.map((variable): Term => [variable, 1])
    for (const { id, of } of this.#cells.rollups(question, by).answers) {
      if (this.#cells.isStructuralZero(place, id)) continue
      const total = count(id)
      const parts = counts(of)
      if (!this.#cells.isMany(question)) {
        this.#addSum(block, total, parts)
        continue
      }
      const others = this.#cells.options(question).filter((option) => !of.includes(option))
      const alone = this.#cells.alone(question)
      const [own, aloneElsewhere] = [of.filter((option) => alone.includes(option)), alone.filter((option) => others.includes(option))]
      const rest: Term[] = [...each(counts(this.#cells.states(question))), [count(), -1]]
      for (const option of of) {
        const apart = [option, ...own.filter((each) => each !== option)]
        this.system.row(block, [...each(counts(apart)), [total, -1]], AT_MOST_ZERO)
      }
      this.system.row(block, [...each(parts), [total, -1]], COUNT)
      this.system.row(block, [[total, 1], ...each(counts(aloneElsewhere)), ...rest], AT_MOST_ZERO)
      // People in no missing state gave one of these answers or another one.
      this.system.row(block, [[total, 1], ...each(counts(others)), ...rest], COUNT)
    }
  }

  #addGrid(question: string, places: readonly SliceRef[], snapshot: number): void {
    const isOne = !this.#cells.isMany(question)
    const all = this.#cells.answers(question)
    const slices = places.map((place) => ({
      key: sliceKey(place.by, place.group),
      by: place.by,
      // Of several answers that are taken together the number is no sum: it moves on its own.
      cells: (isOne ? all : this.#answersOf(question, place.by)).map((answer) =>
        this.#cells.isStructuralZero(place, answer) ? undefined : this.#count(question, place, answer, snapshot),
      ),
    }))
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

  /** The sums of a slice. `block` is the question whose subproblem they belong to; the slice may be of another question. */
  #addSlice(block: string, place: SliceRef, snapshot: number): void {
    const { first, sums } = sliceMargin(this.#cells, place)
    for (const cell of first) this.#count(block, cell.place, cell.answer, snapshot)
    if (this.#cells.canBeAsked(place)) this.#addAnswerRollups(block, place, snapshot)
    for (const { terms, low, high } of sums) {
      const counts = terms.map(([cell, factor]): Term => [this.#count(block, cell.place, cell.answer, snapshot), factor])
      this.system.row(block, counts, { low, high })
    }
  }

  /** The sums of an answer over the groups of a variable. */
  #addColumn(block: string, by: string, groups: readonly SliceRef[], column: CellRef, snapshot: number): void {
    const count = ({ place, answer }: CellRef, factor: number): Term => [this.#count(block, place, answer, snapshot), factor]
    const margin = columnMargin(this.#cells, groups, by, column)
    const total = count(margin.total, -1)
    const parts = margin.parts.map((cell) => count(cell, 1))
    if (!margin.inNoGroup) {
      for (const part of parts) this.system.row(block, [part, total], AT_MOST_ZERO)
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
    const variable = this.system.variable(keyOf(label, snapshot), block, range)
    this.origins.set(variable, { label, snapshot })
    const versions = this.versions.get(label) ?? new Map()
    this.versions.set(label, versions)
    const version = versions.get(snapshot) ?? { variable, slices: new Set<string>() }
    version.slices.add(sliceKey(place.by, place.group))
    versions.set(snapshot, version)
    return variable
  }

  /**
   * Sums that follow from who is shown what. Every block that has one of the parts knows of them, so that what is printed
   * of one question tells of another as it tells an attacker.
   */
  addConditions(sums: readonly ConditionConstraint[]): void {
    for (const { terms, low, high } of sums) {
      for (const snapshot of this.knowledge.snapshots) {
        const counts = terms.flatMap(([label, factor]): Term[] => {
          const variable = this.system.find(keyOf(label, snapshot))
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
      const variable = this.system.find(keyOf(label, release))
      if (variable === undefined) throw new Error(`release ${release} computes nothing that this public fact is about: ${label}`)
      for (const block of this.system.blocksOf(variable)) this.system.row(block, [[variable, 1]], { low: count, high: count })
    }
  }
}
