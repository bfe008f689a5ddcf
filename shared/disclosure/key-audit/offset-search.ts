import { type FlatSums, flatSums, pseudoRandom } from '../linear/integer-points.ts'
import type { Term } from '../linear/linear-problem.ts'
import { type MarginSystem, SHARED } from './margin-system.ts'

/** The number of moves that are tried before a step is given up. */
const TRIES = 100

type Moved = { readonly label: number; readonly by: number }

/** Which labels a block may move: only its own, or shared ones too. */
export type Reach = { readonly withShared: boolean /** Another order of trying each turn. */; readonly turn: number }

const OWN: Reach = { withShared: false, turn: 0 }

/**
 * Offset search: a point of the problem "offsets that fit what an attacker knows", and steps from it to others. A step moves one
 * label by one and then others, until all margins add up again (depth-first, the margin with the fewest ways first). A
 * step that is not found may exist all the same.
 *
 *     search.move(label, 1) && search.settle(block)  // true: `point` fits all margins of the block again
 *     search.keep()                                  // the labels that moved; `undo` instead takes the step back
 */
export class OffsetSearch {
  readonly point: Int32Array
  readonly #system: MarginSystem
  readonly #most: number
  /** The labels of each margin, again, in arrays of numbers: most of the time is spent on looking through them. */
  readonly #terms: FlatSums
  /** The excess of each margin over the sum that it should have, and the margins that do not add up, block by block. */
  readonly #over: Int32Array
  readonly #off = new Map<number, Set<number>>()
  readonly #trail: Moved[] = []
  /** The distance by which each label was moved in this step: none goes back and forth. */
  readonly #way: Int32Array
  #tries = 0

  constructor(system: MarginSystem, point: Int32Array, base: number) {
    this.#system = system
    this.point = point.slice()
    this.#most = base - 1
    this.#terms = flatSums(system.margins.map((terms) => terms.map(({ label, by }): Term => [label, by])))
    this.#over = new Int32Array(system.margins.length)
    this.#way = new Int32Array(system.labels.length)
  }

  /** Begins a step; false where the label cannot move so. */
  move(label: number, by: number): boolean {
    const value = (this.point[label] ?? 0) + by
    if (value < 0 || value > this.#most) return false
    this.#shift(label, by)
    this.#trail.push({ label, by })
    this.#way[label] = (this.#way[label] ?? 0) + by
    return true
  }

  /** Moves labels of a block (shared ones: SHARED) until its margins add up again. When false, it has moved none. */
  settle(block: number, reach: Reach = OWN): boolean {
    this.#tries = 0
    return this.#settle(block, reach)
  }

  /** The blocks in which some margin does not add up. */
  unsettled(): readonly number[] {
    return [...this.#off.keys()]
  }

  /** Ends a step in which all blocks are settled, and gives the labels that it moved. */
  keep(): readonly number[] {
    if (this.#off.size > 0) throw new Error('a step ended before all margins added up')
    const moved = this.#trail.map(({ label }) => label)
    for (const label of moved) this.#way[label] = 0
    this.#trail.length = 0
    return moved
  }

  /** Takes a step back. */
  undo(): void {
    this.#undoTo(0)
  }

  #undoTo(length: number): void {
    while (this.#trail.length > length) {
      const last = this.#trail.pop()
      if (last === undefined) return
      this.#shift(last.label, -last.by)
      this.#way[last.label] = (this.#way[last.label] ?? 0) - last.by
    }
  }

  #settle(block: number, reach: Reach): boolean {
    const margin = this.#hardest(block, reach)
    if (margin === undefined) return true
    const before = this.#trail.length
    for (const { label, by } of this.#mending(block, margin, reach)) {
      if (++this.#tries > TRIES) return false
      this.move(label, by)
      if (this.#settle(block, reach)) return true
      this.#undoTo(before)
    }
    return false
  }

  /** The margin with the fewest ways to mend it. */
  #hardest(block: number, reach: Reach): number | undefined {
    let found: number | undefined
    let fewest = Number.POSITIVE_INFINITY
    const { starts, variables, factors } = this.#terms
    for (const margin of this.#off.get(block) ?? []) {
      const end = starts[margin + 1] ?? 0
      let ways = 0
      for (let at = starts[margin] ?? 0; at < end && ways < fewest; at++) {
        if (this.#canMend(block, reach, variables[at] ?? 0, this.#wayOf(margin, factors[at] ?? 0))) ways++
      }
      if (ways === fewest) continue
      fewest = ways
      found = margin
    }
    return found
  }

  #canMend(block: number, { withShared }: Reach, label: number, way: number): boolean {
    const own = this.#system.blockOf[label]
    if (own !== block && !(withShared && own === SHARED)) return false
    const value = (this.point[label] ?? 0) + way
    return value >= 0 && value <= this.#most && (this.#way[label] ?? 0) * way >= 0
  }

  #wayOf(margin: number, by: number): number {
    return (this.#over[margin] ?? 0) > 0 === by > 0 ? -1 : 1
  }

  /** Ways to mend a margin, first those that put fewest others out. */
  #mending(block: number, margin: number, reach: Reach): readonly Moved[] {
    const ways: (Moved & { readonly worse: number; readonly order: number })[] = []
    for (const { label, by } of this.#system.margins[margin] ?? []) {
      const way = this.#wayOf(margin, by)
      if (!this.#canMend(block, reach, label, way)) continue
      // Of two equal ways, the one that leaves other blocks alone.
      let worse = this.#system.blockOf[label] === block ? 0 : 0.5
      for (const tie of this.#system.marginsOf[label] ?? []) {
        if (this.#system.blockOfMargin[tie.margin] !== block) continue
        const over = this.#over[tie.margin] ?? 0
        worse += Math.abs(over + tie.by * way) - Math.abs(over)
      }
      ways.push({ label, by: way, worse, order: reach.turn === 0 ? 0 : pseudoRandom(label, reach.turn) })
    }
    return ways.sort((a, b) => a.worse - b.worse || a.order - b.order)
  }

  #shift(label: number, by: number): void {
    this.point[label] = (this.point[label] ?? 0) + by
    for (const tie of this.#system.marginsOf[label] ?? []) {
      const over = (this.#over[tie.margin] ?? 0) + tie.by * by
      this.#over[tie.margin] = over
      this.#note(tie.margin, over === 0)
    }
  }

  #note(margin: number, isSettled: boolean): void {
    const block = this.#system.blockOfMargin[margin] ?? SHARED
    const off = this.#off.get(block)
    if (!isSettled) {
      if (off) off.add(margin)
      else this.#off.set(block, new Set([margin]))
    } else if (off?.delete(margin) && off.size === 0) this.#off.delete(block)
  }
}
