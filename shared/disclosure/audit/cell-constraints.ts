import type { Range, Term } from '../linear/problem.ts'
import type { RoundedPolicy } from '../report.ts'
import type { Definition } from '../structure/definition.ts'
import type { Label } from '../structure/label.ts'
import type { SliceRef } from '../structure/survey-structure.ts'
import type { ConditionConstraint } from './condition-constraints.ts'
import { isUnchanged, type Versions } from './cross-release-constraints.ts'
import type { Grid } from './grid.ts'
import { type Facts, sliceKey } from './history.ts'
import { keyOf, type PublishedRanges } from './published-ranges.ts'
import { standardOf } from './standard.ts'
import { System } from './system.ts'

/** What a sum is known to be at least. */
const ATLEAST_ZERO: Range = { low: 0, high: Number.POSITIVE_INFINITY }

/** More people than there are in any group of a study. */
const FAR = 1e6

/** Writes down, row by row, what an attacker knows. */
export class CellConstraints {
  readonly knowledge: PublishedRanges
  readonly system = new System()
  readonly grids = new Map<string, Grid[]>()
  /** Which count each variable is, and at which snapshot. */
  readonly origins = new Map<number, { readonly label: Label; readonly snapshot: number }>()
  readonly #definition: Definition
  readonly #facts: Facts
  readonly #offsetRange: Range
  /** No group is larger than everyone, whose number is printed, or was when few had changed. */
  readonly #largest: number
  readonly versions: Versions = new Map()

  constructor(knowledge: PublishedRanges, definition: Definition, facts: Facts, policy: RoundedPolicy, largestBase: number) {
    const isUnknown = knowledge.snapshots.some((at) => !knowledge.isComputed('', at) && !isUnchanged(facts, '', at))
    this.#largest = isUnknown ? FAR : largestBase + standardOf(policy).mostUnseen
    this.knowledge = knowledge
    this.#definition = definition
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
      const isOne = !this.#definition.isMany(by)
      const groups = this.#definition
        .options(by)
        .filter((group) => this.knowledge.isComputed(sliceKey(by, group), snapshot) || (hasAll && isOne))
        .map((group) => ({ question, by, group }))
      for (const place of groups) this.#addSlice(block, place, snapshot)
      places.push(...groups.filter((place) => this.#definition.canBeAsked(place)))
      if (!hasAll) continue
      this.#addSlice(block, { question: by }, snapshot)
      for (const answer of this.#definition.answers(question)) this.#addColumn(block, { question, by }, groups, answer, snapshot)
    }
    return places
  }

  #addGrid(question: string, places: readonly SliceRef[], snapshot: number): void {
    const slices = places.map((place) => ({
      key: sliceKey(place.by, place.group),
      by: place.by,
      cells: this.#definition
        .answers(question)
        .map((answer) => (this.#definition.isStructuralZero(place, answer) ? undefined : this.#count(question, place, answer, snapshot))),
    }))
    const grid: Grid = { isOne: !this.#definition.isMany(question), slices }
    this.grids.set(question, [...(this.grids.get(question) ?? []), grid])
  }

  /** The answers of a slice add up to everyone in it. `question` names the block, the place may be of a group variable. */
  #addSlice(block: string, place: SliceRef, snapshot: number): void {
    const { question } = place
    const all: Term = [this.#count(block, place, undefined, snapshot), -1]
    const terms = (answers: readonly string[]): Term[] =>
      answers
        .filter((answer) => !this.#definition.isStructuralZero(place, answer))
        .map((answer): Term => [this.#count(block, place, answer, snapshot), 1])
    const states = terms(this.#definition.states(question))
    if (!this.#definition.canBeAsked(place)) {
      this.system.row(
        block,
        [...terms(['~not_shown', '~section_skipped'].filter((state) => this.#definition.states(question).includes(state))), all],
        { low: 0, high: 0 },
      )
      return
    }
    const options = this.#definition.options(question)
    if (!this.#definition.isMany(question)) {
      this.system.row(block, [...terms(options), ...states, all], { low: 0, high: 0 })
      return
    }
    // Whoever is in no missing state chose one option or more.
    const rest: Range = { low: Number.NEGATIVE_INFINITY, high: 0 }
    const alone = this.#definition.alone(question)
    for (const option of options) {
      const others = alone.filter((each) => each !== option)
      this.system.row(block, [...terms([option, ...others]), ...states, all], rest)
    }
    this.system.row(block, [...terms(options), ...states, all], ATLEAST_ZERO)
    const most = this.#definition.mostOptions(question)
    if (most < options.length) {
      const scaled = [...states, all].map(([variable, by]): Term => [variable, by * most])
      this.system.row(block, [...terms(options), ...scaled], rest)
    }
  }

  /** Those who gave an answer are in one of the groups, or have said nothing that puts them in one. */
  #addColumn(
    block: string,
    { question, by }: { readonly question: string; readonly by: string },
    groups: readonly SliceRef[],
    answer: string,
    snapshot: number,
  ): void {
    const total: Term = [this.#count(block, { question }, answer, snapshot), -1]
    const parts = groups
      .filter((place) => !this.#definition.isStructuralZero(place, answer))
      .filter((place) => this.#definition.canBeAsked(place) || answer === '~not_shown' || answer === '~section_skipped')
      .map((place): Term => [this.#count(block, place, answer, snapshot), 1])
    if (this.#definition.isMany(by)) {
      for (const part of parts) this.system.row(block, [part, total], { low: Number.NEGATIVE_INFINITY, high: 0 })
      return
    }
    this.system.row(block, [...parts, total], { low: Number.NEGATIVE_INFINITY, high: 0 })
    const inNone = this.#definition.states(by).map((state): Term => [this.#count(block, { question: by }, state, snapshot), 1])
    this.system.row(block, [...parts, ...inNone, total], ATLEAST_ZERO)
  }

  #count(block: string, place: SliceRef, answer: string | undefined, snapshot: number): number {
    const label = this.#definition.label(place, answer)
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
      const label = question === undefined && by === undefined ? this.#definition.everyone() : this.#definition.label(place, answer)
      const variable = this.system.find(keyOf(label, release))
      if (variable === undefined) throw new Error(`release ${release} computes nothing that this public fact is about: ${label}`)
      for (const block of this.system.blocksOf(variable)) this.system.row(block, [[variable, 1]], { low: count, high: count })
    }
  }
}
