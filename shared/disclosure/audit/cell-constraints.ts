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

/** Writes down, row by row, what an attacker knows. */
export class CellConstraints {
  readonly knowledge: PublishedRanges
  readonly system = new System()
  readonly grids = new Map<string, Grid[]>()
  /** Which count each variable is, and at which snapshot. */
  readonly standing = new Map<number, { readonly label: Label; readonly snapshot: number }>()
  readonly #cells: PrintedCells
  readonly #facts: Facts
  readonly #offsetRange: Range
  /** No group is larger than everyone, whose number is printed, or was when few had changed. */
  readonly #largest: number
  readonly versions: Versions = new Map()

  constructor(knowledge: PublishedRanges, cells: PrintedCells, facts: Facts, policy: RoundedPolicy, largestBase: number) {
    const isUnknown = knowledge.snapshots.some((at) => !knowledge.isComputed('', at) && !isUnchanged(facts, '', at))
    this.#largest = isUnknown ? FAR : largestBase + standardOf(policy).mostUnseen
    this.knowledge = knowledge
    this.#cells = cells
    this.#facts = facts
    this.#offsetRange = { low: 0, high: policy.b - 1 }
  }

  /** A question's own block: its cells, by every variable it is crossed with. */
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
      const groups = this.#cells
        .options(by)
        .filter((group) => this.knowledge.isComputed(sliceKey(by, group), snapshot) || (hasAll && isOne))
        .map((group) => ({ question, by, group }))
      for (const place of groups) this.#addSlice(block, place, snapshot)
      places.push(...groups.filter((place) => this.#cells.canBeAsked(place)))
      if (!hasAll) continue
      this.#addSlice(block, { question: by }, snapshot)
      for (const answer of this.#cells.answers(question)) this.#addColumn(block, by, groups, { place: { question }, answer }, snapshot)
    }
    return places
  }

  #addGrid(question: string, places: readonly SliceRef[], snapshot: number): void {
    const slices = places.map((place) => ({
      key: sliceKey(place.by, place.group),
      by: place.by,
      cells: this.#cells
        .answers(question)
        .map((answer) => (this.#cells.isStructuralZero(place, answer) ? undefined : this.#count(question, place, answer, snapshot))),
    }))
    const grid: Grid = { isOne: !this.#cells.isMany(question), slices }
    this.grids.set(question, [...(this.grids.get(question) ?? []), grid])
  }

  /** The sums of a slice. `block` is the question whose subproblem they belong to; the slice may be of another question. */
  #addSlice(block: string, place: SliceRef, snapshot: number): void {
    const { cells, sums } = sliceMargin(this.#cells, place)
    for (const cell of cells) this.#count(block, cell.place, cell.answer, snapshot)
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
    this.standing.set(variable, { label, snapshot })
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
