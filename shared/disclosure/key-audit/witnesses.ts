import { type DrawnOffsets, SHARED } from './margin-system.ts'
import { sumOf } from './pressed.ts'
import { type Reach, Walk } from './walk.ts'

/** Orders in which a step is tried before a label is left to the solver. */
const TURNS = 8

/** How many blocks may ask for shared labels to move in one step. */
const HELPED = 4

/**
 * Walks from the drawn offsets to others that an attacker cannot tell apart from them, to see each label take different
 * values. A value counts when a whole point with it was reached, so what was seen is proved; what was not may only have
 * been missed. `wanted` is how many are looked for.
 */
export function witnessesOf(drawn: DrawnOffsets, wanted: (label: number) => number = () => drawn.atLeast): Witnesses {
  const witnesses = new Witnesses(drawn, wanted)
  const { blockOf, labels } = drawn.system
  const numbers = [...labels.keys()]
  const own = numbers.filter((label) => blockOf[label] !== SHARED)
  witnesses.seeAlone(own)
  witnesses.seeShared(numbers.filter((label) => blockOf[label] === SHARED))
  for (const label of own) witnesses.see(label, (turn) => witnesses.settleWithShared(blockOf[label] ?? SHARED, turn), TURNS)
  return witnesses
}

export class Witnesses {
  readonly #drawn: DrawnOffsets
  readonly #walk: Walk
  /** A bit for each value a label was seen to take. */
  readonly #seen: Int32Array
  readonly #known: Int32Array
  /** Blocks that stood in the way are asked first. */
  readonly #stubborn = new Set<number>()

  readonly #sought: (label: number) => number

  constructor(drawn: DrawnOffsets, sought: (label: number) => number) {
    const { system, offsets, base } = drawn
    this.#drawn = drawn
    this.#sought = sought
    this.#walk = new Walk(system, offsets, base)
    this.#seen = offsets.map((offset) => 1 << offset)
    this.#known = Int32Array.from(system.margins.keys(), (margin) => sumOf(drawn, margin))
  }

  /** Labels not seen to take as many values as were looked for. */
  unproved(): readonly number[] {
    return [...this.#seen.keys()].filter((label) => this.isSought(label))
  }

  hasSeen(label: number, value: number): boolean {
    return ((this.#seen[label] ?? 0) & (1 << value)) !== 0
  }

  /** The point the walk has come to. */
  get point(): Int32Array {
    return this.#walk.point
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
      if (by !== 0) this.#walk.move(label, by)
    }
    for (const block of this.#walk.unsettled()) {
      if (block !== SHARED && (this.#walk.settle(block) || this.#walk.settle(block, { withShared: false, turn: 1 }))) continue
      this.#walk.undo()
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
    return this.#walk.settle(this.#drawn.system.blockOf[label] ?? SHARED)
  }

  settleShared(turn: number): boolean {
    return this.#walk.settle(SHARED, { withShared: false, turn: turn + 1 }) && this.#settleOthers(turn)
  }

  settleWithShared(block: number, turn: number): boolean {
    return this.#walk.settle(block, { withShared: turn % 2 === 1, turn }) && this.settleShared(turn)
  }

  /** Settles block after block; one that cannot on its own may move shared labels too, a few times. */
  #settleOthers(turn: number): boolean {
    const own: Reach = { withShared: false, turn: turn + 1 }
    for (let helped = 0; helped <= HELPED; ) {
      const block = this.#nextUnsettled()
      if (block === undefined) return true
      if (this.#walk.settle(block) || this.#walk.settle(block, own)) continue
      this.#stubborn.add(block)
      helped++
      if (!this.#walk.settle(block, { withShared: true, turn }) || !this.#walk.settle(SHARED, own)) return false
    }
    return false
  }

  #nextUnsettled(): number | undefined {
    const unsettled = this.#walk.unsettled()
    return unsettled.find((block) => this.#stubborn.has(block)) ?? unsettled[0]
  }

  #step(label: number, by: number, settle: (turn: number) => boolean, turns: number): boolean {
    for (let turn = 0; turn < turns; turn++) {
      if (!this.#walk.move(label, by)) return false
      if (settle(turn)) return true
      this.#walk.undo()
    }
    return false
  }

  /** Counts the values of a point that was reached, once its margins were added up afresh. */
  #keep(): readonly number[] {
    const { system } = this.#drawn
    const { point } = this.#walk
    const moved = this.#walk.keep()
    for (const label of moved) {
      for (const { margin } of system.marginsOf[label] ?? []) {
        if (sumOf({ system, offsets: point }, margin) !== this.#known[margin]) throw new Error('a point was reached that is none')
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
