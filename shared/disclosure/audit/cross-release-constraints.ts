import type { Term } from '../linear/linear-problem.ts'
import type { RoundedPolicy } from '../policy.ts'
import type { Label } from '../structure/survey-structure.ts'
import { growthBetween, type ReaderFacts } from './history.ts'
import type { PublishedRanges } from './published-ranges.ts'
import { standardOf } from './standard.ts'
import type { System } from './system.ts'

/** The snapshots each label has a variable for, and the slices it was told of in. */
export type Versions = Map<Label, Map<number, { readonly variable: number; readonly slices: Set<string> }>>

type Known = { readonly knowledge: PublishedRanges; readonly system: System; readonly facts: ReaderFacts; readonly policy: RoundedPolicy }

/**
 * Adds the constraints between counts of several releases: a label has one offset in all of them, and a limited number of people join or
 * leave between two. Gives the offset variables, of labels that were printed more than once.
 */
export function addCrossReleaseConstraints(known: Known, all: Versions): readonly number[] {
  const offsets: number[] = []
  for (const [label, versions] of all) {
    const sorted = [...versions].sort(([a], [b]) => a - b)
    offsets.push(...sharedOffset(known, label, sorted))
    for (const [at, [snapshot, { variable, slices }]] of sorted.entries()) {
      const before = sorted[at - 1]
      if (before) boundGrowth(known, label, before, [snapshot, { variable }])
      for (const slice of slices) boundRepeated(known, slice, versions, snapshot, variable)
    }
  }
  return offsets
}

type Version = readonly [snapshot: number, { readonly variable: number }]

/** Adds the offset that all printed numbers of a label share, and gives its variable; none where the label was printed at most once. */
function sharedOffset({ knowledge, system, policy }: Known, label: Label, versions: readonly Version[]): readonly number[] {
  const published = versions.flatMap(([snapshot, { variable }]) => {
    const range = knowledge.rangeOf(label, snapshot)
    return range ? [{ variable, range }] : []
  })
  // An offset that was printed with once ties nothing: the bounds of the count say it all.
  if (published.length < 2) return []
  const name = `offset\n${label}`
  for (const { variable, range } of published) {
    for (const block of system.blocksOf(variable)) {
      const offset = system.variable(name, block, { low: 0, high: policy.b - 1 })
      const sum: readonly Term[] = [
        [variable, 1],
        [offset, 1],
      ]
      system.row(block, sum, range)
    }
  }
  const offset = system.find(name)
  return offset === undefined ? [] : [offset]
}

function boundGrowth({ knowledge, system, facts }: Known, label: Label, [from, earlier]: Version, [to, later]: Version): void {
  const { admitted, withdrawn } = growthBetween(facts.growth, from, to)
  const isKnown = label === knowledge.printed.everyone() && Number.isFinite(admitted) && Number.isFinite(withdrawn)
  const range = isKnown ? { low: admitted - withdrawn, high: admitted - withdrawn } : { low: 0 - withdrawn, high: admitted }
  system.tie(later.variable, earlier.variable, range)
}

/** Fewer people joined a slice that was not computed again than always refresh it; any number can have left. */
function boundRepeated(
  { knowledge, system, facts, policy }: Known,
  slice: string,
  versions: ReadonlyMap<number, { readonly variable: number }>,
  snapshot: number,
  variable: number,
): void {
  const before = knowledge.computedBefore(slice, snapshot)
  const earlier = before === undefined ? undefined : versions.get(before)
  if (before === undefined || !earlier || knowledge.isComputed(slice, snapshot) || !isUnchanged(facts, slice, snapshot)) return
  const { withdrawn } = growthBetween(facts.growth, before, snapshot)
  system.tie(variable, earlier.variable, { low: 0 - withdrawn, high: standardOf(policy).mostUnseen })
}

/** Whether a group that a release repeated is known to have changed by few people: not where it was repeated to protect somebody. */
export function isUnchanged({ repeated }: ReaderFacts, slice: string, release: number): boolean {
  return repeated !== undefined && repeated.get(release)?.has(slice) !== true
}
