import type { Label } from '../label.ts'
import type { Range, Term } from '../linear/problem.ts'
import type { RoundedPolicy } from '../report.ts'
import type { PlaceInTable } from '../structure.ts'
import type { Definition } from './definition.ts'
import type { Grid } from './grid.ts'
import { growthBetween } from './growth.ts'
import { type Facts, sliceKey } from './history.ts'
import { type Knowledge, keyOf } from './knowledge.ts'
import { standardOf } from './standard.ts'
import { System } from './system.ts'

/** What a sum is known to be at least. */
const ATLEAST_ZERO: Range = { low: 0, high: Number.POSITIVE_INFINITY }

/** More people than there are in any group of a study. */
const FAR = 1e6

/** Writes down, row by row, what an attacker knows. */
export class Rows {
  readonly knowledge: Knowledge
  readonly system = new System()
  readonly grids = new Map<string, Grid[]>()
  readonly offsets: number[] = []
  /** Which count each variable is, and at which snapshot. */
  readonly standing = new Map<number, { readonly label: Label; readonly snapshot: number }>()
  readonly #definition: Definition
  readonly #facts: Facts
  readonly #offsetRange: Range
  /** How many changes a slice can have had that was not computed again. */
  readonly #mostUnseen: number
  /** No group is larger than everyone, whose number is printed, or was when few had changed. */
  readonly #largest: number
  /** The snapshots each label has a variable for, and the slices it was told of in. */
  readonly #versions = new Map<Label, Map<number, { readonly variable: number; readonly slices: Set<string> }>>()

  constructor(knowledge: Knowledge, definition: Definition, facts: Facts, policy: RoundedPolicy, largestBase: number) {
    this.#mostUnseen = standardOf(policy).mostUnseen
    const isUnknown = knowledge.snapshots.some((at) => !knowledge.isComputed('', at) && !isUnchanged(facts, '', at))
    this.#largest = isUnknown ? FAR : largestBase + this.#mostUnseen
    this.knowledge = knowledge
    this.#definition = definition
    this.#facts = facts
    this.#offsetRange = { low: 0, high: policy.b - 1 }
  }

  addSnapshot(question: string, bys: readonly string[], snapshot: number): void {
    const hasAll = this.knowledge.isComputed('', snapshot)
    const places: PlaceInTable[] = hasAll ? [{ question }] : []
    if (hasAll) this.#addSlice(question, { question }, snapshot)
    for (const by of bys) {
      const isOne = !this.#definition.isMany(by)
      const groups = this.#definition
        .options(by)
        .filter((group) => this.knowledge.isComputed(sliceKey(by, group), snapshot) || (hasAll && isOne))
      for (const group of groups) this.#addSlice(question, { question, by, group }, snapshot)
      places.push(...groups.map((group) => ({ question, by, group })).filter((place) => this.#definition.canBeAsked(place)))
      if (!hasAll) continue
      this.#addSlice(question, { question: by }, snapshot)
      for (const answer of this.#definition.answers(question)) this.#addColumn(question, by, groups, answer, snapshot)
    }
    this.#addGrid(question, places, snapshot)
  }

  #addGrid(question: string, places: readonly PlaceInTable[], snapshot: number): void {
    const slices = places.map((place) => ({
      key: sliceKey(place.by, place.group),
      by: place.by,
      cells: this.#definition
        .answers(question)
        .map((answer) => (this.#definition.isNobody(place, answer) ? undefined : this.#count(question, place, answer, snapshot))),
    }))
    const grid: Grid = { isOne: !this.#definition.isMany(question), slices }
    this.grids.set(question, [...(this.grids.get(question) ?? []), grid])
  }

  /** The answers of a slice add up to everyone in it. `question` names the block, the place may be of a group variable. */
  #addSlice(block: string, place: PlaceInTable, snapshot: number): void {
    const { question } = place
    const all: Term = [this.#count(block, place, undefined, snapshot), -1]
    const terms = (answers: readonly string[]): Term[] =>
      answers
        .filter((answer) => !this.#definition.isNobody(place, answer))
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
  #addColumn(block: string, by: string, groups: readonly string[], answer: string, snapshot: number): void {
    const total: Term = [this.#count(block, { question: block }, answer, snapshot), -1]
    const parts = groups
      .map((group) => ({ question: block, by, group }))
      .filter((place) => !this.#definition.isNobody(place, answer))
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

  #count(block: string, place: PlaceInTable, answer: string | undefined, snapshot: number): number {
    const label = this.#definition.label(place, answer)
    const told = this.knowledge.told(label, snapshot)
    const most = this.#offsetRange.high
    const range = { low: Math.max(0, (told?.low ?? 0) - most), high: Math.min(told?.high ?? this.#largest, this.#largest) }
    const variable = this.system.variable(keyOf(label, snapshot), block, range)
    this.standing.set(variable, { label, snapshot })
    const versions = this.#versions.get(label) ?? new Map()
    this.#versions.set(label, versions)
    const version = versions.get(snapshot) ?? { variable, slices: new Set<string>() }
    version.slices.add(sliceKey(place.by, place.group))
    versions.set(snapshot, version)
    return variable
  }

  /** One offset a label, whatever the release; and people come and go between releases. */
  addTies(): void {
    for (const [label, versions] of this.#versions) {
      const sorted = [...versions].sort(([a], [b]) => a - b)
      this.#tieOffset(
        label,
        sorted.map(([snapshot, { variable }]) => ({ snapshot, variable })),
      )
      for (const [at, [snapshot, { variable, slices }]] of sorted.entries()) {
        const before = sorted[at - 1]
        if (before) this.#tieGrowth(label, before[0], before[1].variable, snapshot, variable)
        for (const slice of slices) this.#tieFrozen(slice, versions, snapshot, variable)
      }
    }
  }

  #tieOffset(label: Label, versions: readonly { readonly snapshot: number; readonly variable: number }[]): void {
    const told = versions.flatMap(({ snapshot, variable }) => {
      const range = this.knowledge.told(label, snapshot)
      return range ? [{ variable, range }] : []
    })
    // Printed once, an offset ties nothing: the bounds of the count say it all.
    if (told.length < 2) return
    const name = `offset\n${label}`
    for (const { variable, range } of told) {
      for (const block of this.system.blocksOf(variable)) {
        const offset = this.system.variable(name, block, this.#offsetRange)
        this.system.row(
          block,
          [
            [variable, 1],
            [offset, 1],
          ],
          range,
        )
      }
    }
    const offset = this.system.find(name)
    if (offset !== undefined) this.offsets.push(offset)
  }

  #tieGrowth(label: Label, from: number, earlier: number, to: number, later: number): void {
    const { admitted, withdrawn } = growthBetween(this.#facts.growth, from, to)
    const change: readonly Term[] = [
      [later, 1],
      [earlier, -1],
    ]
    const all = label === this.#definition.everyone() && Number.isFinite(admitted) && Number.isFinite(withdrawn)
    const range = all ? { low: admitted - withdrawn, high: admitted - withdrawn } : { low: 0 - withdrawn, high: admitted }
    this.system.tie(earlier, later, change, range)
  }

  /** A slice that was not computed again has changed by less than what always refreshes it; one that was, by enough. */
  #tieFrozen(slice: string, versions: ReadonlyMap<number, { readonly variable: number }>, snapshot: number, variable: number): void {
    const before = this.knowledge.computedBefore(slice, snapshot)
    const earlier = before === undefined ? undefined : versions.get(before)
    if (before === undefined || !earlier || this.knowledge.isComputed(slice, snapshot)) return
    if (!isUnchanged(this.#facts, slice, snapshot)) return
    const change: readonly Term[] = [
      [variable, 1],
      [earlier.variable, -1],
    ]
    this.system.tie(earlier.variable, variable, change, { low: -this.#mostUnseen, high: this.#mostUnseen })
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

/** Whether a group that a release repeated is known to have changed by few people: not where it was repeated to protect somebody. */
function isUnchanged({ repeated }: Facts, slice: string, release: number): boolean {
  return repeated !== undefined && repeated.get(release)?.has(slice) !== true
}
