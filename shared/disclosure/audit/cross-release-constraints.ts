import type { Range, Term } from '../linear/linear-problem.ts'
import type { RoundedPolicy } from '../policy.ts'
import type { Label } from '../structure/survey-structure.ts'
import { growthBetween, type ReaderFacts } from './history.ts'
import type { PublishedRanges } from './published-ranges.ts'
import { standardOf } from './standard.ts'
import type { System } from './system.ts'

/** The snapshots each label has a variable for, and the slices it was told of in. */
export type Versions = Map<Label, Map<number, { readonly variable: number; readonly slices: Set<string> }>>

type Known = { readonly knowledge: PublishedRanges; readonly system: System; readonly facts: ReaderFacts; readonly policy: RoundedPolicy }

/** The constraints between counts of several releases: a label has one offset in all of them, and a limited number of people join or leave between two. */
export class CrossReleaseConstraints {
  /** The offset variables, of labels that were printed more than once. */
  readonly offsets: number[] = []
  readonly #knowledge: PublishedRanges
  readonly #system: System
  readonly #facts: ReaderFacts
  readonly #offsetRange: Range
  /** How many people can have joined a slice that was not computed again; any number can have left. */
  readonly #mostUnseen: number

  constructor({ knowledge, system, facts, policy }: Known) {
    this.#knowledge = knowledge
    this.#system = system
    this.#facts = facts
    this.#offsetRange = { low: 0, high: policy.b - 1 }
    this.#mostUnseen = standardOf(policy).mostUnseen
  }

  add(all: Versions): void {
    for (const [label, versions] of all) {
      const sorted = [...versions].sort(([a], [b]) => a - b)
      this.#shareOffset(
        label,
        sorted.map(([snapshot, { variable }]) => ({ snapshot, variable })),
      )
      for (const [at, [snapshot, { variable, slices }]] of sorted.entries()) {
        const before = sorted[at - 1]
        if (before) this.#boundGrowth(label, before[0], before[1].variable, snapshot, variable)
        for (const slice of slices) this.#boundRepeated(slice, versions, snapshot, variable)
      }
    }
  }

  #shareOffset(label: Label, versions: readonly { readonly snapshot: number; readonly variable: number }[]): void {
    const published = versions.flatMap(({ snapshot, variable }) => {
      const range = this.#knowledge.rangeOf(label, snapshot)
      return range ? [{ variable, range }] : []
    })
    // An offset that was printed with once ties nothing: the bounds of the count say it all.
    if (published.length < 2) return
    const name = `offset\n${label}`
    for (const { variable, range } of published) {
      for (const block of this.#system.blocksOf(variable)) {
        const offset = this.#system.variable(name, block, this.#offsetRange)
        this.#system.row(
          block,
          [
            [variable, 1],
            [offset, 1],
          ],
          range,
        )
      }
    }
    const offset = this.#system.find(name)
    if (offset !== undefined) this.offsets.push(offset)
  }

  #boundGrowth(label: Label, from: number, earlier: number, to: number, later: number): void {
    const { admitted, withdrawn } = growthBetween(this.#facts.growth, from, to)
    const change: readonly Term[] = [
      [later, 1],
      [earlier, -1],
    ]
    const all = label === this.#knowledge.printed.everyone() && Number.isFinite(admitted) && Number.isFinite(withdrawn)
    const range = all ? { low: admitted - withdrawn, high: admitted - withdrawn } : { low: 0 - withdrawn, high: admitted }
    this.#system.tie(earlier, later, change, range)
  }

  /** Fewer people joined a slice that was not computed again than always refresh it. */
  #boundRepeated(slice: string, versions: ReadonlyMap<number, { readonly variable: number }>, snapshot: number, variable: number): void {
    const before = this.#knowledge.computedBefore(slice, snapshot)
    const earlier = before === undefined ? undefined : versions.get(before)
    if (before === undefined || !earlier || this.#knowledge.isComputed(slice, snapshot)) return
    if (!isUnchanged(this.#facts, slice, snapshot)) return
    const change: readonly Term[] = [
      [variable, 1],
      [earlier.variable, -1],
    ]
    const { withdrawn } = growthBetween(this.#facts.growth, before, snapshot)
    this.#system.tie(earlier.variable, variable, change, { low: 0 - withdrawn, high: this.#mostUnseen })
  }
}

/** Whether a group that a release repeated is known to have changed by few people: not where it was repeated to protect somebody. */
export function isUnchanged({ repeated }: ReaderFacts, slice: string, release: number): boolean {
  return repeated !== undefined && repeated.get(release)?.has(slice) !== true
}
