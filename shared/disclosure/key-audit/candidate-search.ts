import { type DrawnOffsets, SHARED } from './margin-system.ts'
import { OffsetSearch, type Reach } from './offset-search.ts'
import { marginSum } from './quick-bounds.ts'

/** In how many orders a step is tried before a label is left to the solver. */
const TURNS = 3

/** The number of blocks that may ask for shared labels to move in one step. */
const HELPED = 4

/**
 * Searches, from the drawn offsets, for other offsets that fit the same margins, to see each label take different values. An
 * attacker cannot tell these points apart. A value is a candidate when a whole point with it was reached, so a value that was
 * seen is proved; one that was not seen may only have been missed, and is left to the solver. `wanted` says how many candidates
 * of a label are looked for.
 *
 * The search saves time and decides nothing: without it the same labels are drawn again, and only `npm run bench -- --only
 * key-audit` shows that it is gone. The time that each part saves is measured in docs/adr/0021-what-the-audit-searches-with.md.
 */
export function searchCandidates(drawn: DrawnOffsets, wanted: (label: number) => number = () => drawn.atLeast): CandidateSearch {
  const search = new CandidateSearch(drawn, wanted)
  const { blockOf, labels } = drawn.system
  const numbers = [...labels.keys()]
  search.seeAlone(numbers.filter((label) => blockOf[label] !== SHARED))
  search.seeShared(numbers.filter((label) => blockOf[label] === SHARED))
  return search
}

/** The search of `searchCandidates`, which values were seen, and where it is now. */
export class CandidateSearch {
  readonly #drawn: DrawnOffsets
  readonly #search: OffsetSearch
  /** A bit for each value a label was seen to take. */
  readonly #seen: Int32Array
  readonly #known: Int32Array
  readonly #sought: (label: number) => number

  constructor(drawn: DrawnOffsets, sought: (label: number) => number) {
    const { system, offsets, base } = drawn
    this.#drawn = drawn
    this.#sought = sought
    this.#search = new OffsetSearch(system, offsets, base)
    this.#seen = offsets.map((offset) => 1 << offset)
    this.#known = Int32Array.from(system.margins.keys(), (margin) => marginSum(drawn, margin))
  }

  /** Labels not seen to take as many values as were looked for. */
  unproved(): readonly number[] {
    return [...this.#seen.keys()].filter((label) => this.isSought(label))
  }

  hasSeen(label: number, value: number): boolean {
    return ((this.#seen[label] ?? 0) & (1 << value)) !== 0
  }

  /** The point the search is at. */
  get point(): Int32Array {
    return this.#search.point
  }

  isSought(label: number): boolean {
    return this.#drawn.system.isWanted[label] === 1 && bits(this.#seen[label] ?? 0) < this.#sought(label)
  }

  /**
   * Takes labels to these values and settles all blocks that this puts out. Gives the block that could not be settled,
   * with nothing moved; undefined when the point was reached, and its values are seen.
   */
  reach(values: ReadonlyMap<number, number>): number | undefined {
    for (const [label, value] of values) {
      const by = value - (this.point[label] ?? 0)
      if (by !== 0) this.#search.move(label, by)
    }
    for (const block of this.#search.unsettled()) {
      if (block !== SHARED && (this.#search.settle(block) || this.#search.settle(block, { withShared: false, turn: 1 }))) continue
      this.#search.undo()
      return block
    }
    this.#keep()
    return undefined
  }

  /** Moves a label up and then down, one at a time, for as long as values are missing and it can be settled. */
  see(label: number, settle: (turn: number) => boolean, turns = 1): void {
    for (const by of [1, -1]) while (this.isSought(label) && this.#step(label, by, settle, turns)) this.#keep()
  }

  /** Steps within the block of each label, all shared labels staying where they are. */
  seeAlone(labels: readonly number[]): void {
    for (const label of labels) this.see(label, () => this.settleAlone(label))
  }

  /** Steps of shared labels. Where groups have another number, cells beside them have other ways to go. */
  seeShared(labels: readonly number[]): void {
    const missed = Map.groupBy(
      this.unproved().flatMap((label) => this.#sharedBeside(label).map((shared) => ({ shared, label }))),
      ({ shared }) => shared,
    )
    for (const label of labels) {
      for (const by of [1, -1]) {
        while (this.isSought(label) && this.#step(label, by, (turn) => this.settleShared(turn), TURNS)) {
          for (const moved of this.#keep()) this.seeAlone((missed.get(moved) ?? []).map((each) => each.label))
        }
      }
    }
  }

  /** The shared labels in margins of a label that is none. */
  #sharedBeside(label: number): readonly number[] {
    const { margins, marginsOf, blockOf } = this.#drawn.system
    if (blockOf[label] === SHARED) return []
    const beside = (marginsOf[label] ?? []).flatMap(({ margin }) => margins[margin] ?? []).map((tie) => tie.label)
    return [...new Set(beside.filter((each) => blockOf[each] === SHARED))]
  }

  settleAlone(label: number): boolean {
    return this.#search.settle(this.#drawn.system.blockOf[label] ?? SHARED)
  }

  settleShared(turn: number): boolean {
    return this.#search.settle(SHARED, { withShared: false, turn: turn + 1 }) && this.#settleOthers(turn)
  }

  /** Settles block after block; one that cannot on its own may move shared labels too, a few times. */
  #settleOthers(turn: number): boolean {
    const own: Reach = { withShared: false, turn: turn + 1 }
    for (let helped = 0; helped <= HELPED; ) {
      const [block] = this.#search.unsettled()
      if (block === undefined) return true
      if (this.#search.settle(block) || this.#search.settle(block, own)) continue
      helped++
      if (!this.#search.settle(block, { withShared: true, turn }) || !this.#search.settle(SHARED, own)) return false
    }
    return false
  }

  #step(label: number, by: number, settle: (turn: number) => boolean, turns: number): boolean {
    for (let turn = 0; turn < turns; turn++) {
      if (!this.#search.move(label, by)) return false
      if (settle(turn)) return true
      this.#search.undo()
    }
    return false
  }

  /** Counts the values of a point that was reached, once its margins were added up afresh. */
  #keep(): readonly number[] {
    const { system } = this.#drawn
    const { point } = this.#search
    const moved = this.#search.keep()
    for (const label of moved) {
      for (const { margin } of system.marginsOf[label] ?? []) {
        if (marginSum({ system, offsets: point }, margin) !== this.#known[margin]) throw new Error('a point was reached that is none')
      }
      this.#seen[label] = (this.#seen[label] ?? 0) | (1 << (point[label] ?? 0))
    }
    return moved
  }
}

function bits(set: number): number {
  let count = 0
  for (let left = set; left !== 0; left &= left - 1) count++
  return count
}
