import { ProblemBuilder, type Term } from '../linear/linear-problem.ts'
import type { Solver } from '../linear/solver.ts'
import { searchCandidates } from './candidate-search.ts'
import { narrowVariables } from './exact-candidates.ts'
import { type DrawnOffsets, type MarginBlock, neededOf, partOf, SHARED } from './margin-system.ts'
import { drawnAgainIn, marginSum } from './quick-bounds.ts'

/** Blocks found to leave enough candidates since any of their labels was last drawn, and how often each block was found narrow. */
export type Findings = { readonly sound: Set<number>; readonly narrow: Map<number, number> }

/** Each time after so many tries in vain, the whole block is drawn again; every second time, the shared labels with it. */
const PATIENCE = 10

/**
 * Labels to draw again because one block and the margins of shared labels, whatever all other blocks are, leave too few
 * candidates. Exact, and the same for all offsets that an attacker cannot tell apart. Where a block is narrow for shared
 * labels alone, its own that are tied to them are drawn again.
 */
export function narrowInBlocks(solver: Solver, drawn: DrawnOffsets, { sound, narrow: tries }: Findings): ReadonlySet<number> {
  const { system } = drawn
  // If shared labels alone leave each other too few candidates, no block can change that.
  const again = new Set(narrowIn(solver, drawn, system.sharedMargins))
  if (again.size > 0) return again
  for (const [number, block] of system.blocks.entries()) {
    if (sound.has(number)) continue
    const narrow = narrowIn(solver, drawn, [...block.margins, ...system.sharedMargins])
    if (narrow.length === 0) {
      sound.add(number)
      continue
    }
    const tried = (tries.get(number) ?? 0) + 1
    tries.set(number, tried)
    const own = narrow.filter((label) => system.blockOf[label] !== SHARED)
    const terms = own.length > 0 ? own : tiedTo(drawn, block, narrow)
    const shared = tried % (2 * PATIENCE) === 0 ? sharedOf(drawn, block) : []
    // In between, only what is narrow: a large block drawn whole is nearly always narrow somewhere.
    for (const label of tried % PATIENCE === 0 ? [...block.own, ...shared] : terms) again.add(label)
  }
  return again
}

function sharedOf({ system }: DrawnOffsets, { margins }: MarginBlock): readonly number[] {
  return margins
    .flatMap((margin) => (system.margins[margin] ?? []).map(({ label }) => label))
    .filter((label) => system.blockOf[label] === SHARED)
}

function tiedTo(drawn: DrawnOffsets, block: MarginBlock, shared: readonly number[]): readonly number[] {
  const margins = block.margins.map((margin) => drawn.system.margins[margin] ?? [])
  return margins.filter((terms) => terms.some(({ label }) => shared.includes(label))).flatMap((terms) => drawnAgainIn(drawn, terms))
}

/** Labels to which some margins alone leave too few candidates. */
function narrowIn(solver: Solver, drawn: DrawnOffsets, margins: readonly number[]): readonly number[] {
  const { system, labels } = partOf(drawn.system, margins)
  const within: DrawnOffsets = { ...drawn, system, offsets: Int32Array.from(labels, (label) => drawn.offsets[label] ?? 0) }
  const asked = searchCandidates(within, (label) => neededOf(within, label)).unproved()
  if (asked.length === 0) return []
  const problem = new ProblemBuilder()
  for (const _ of system.labels) problem.variable({ low: 0, high: drawn.base - 1 })
  for (const [margin, terms] of system.margins.entries()) {
    problem.equal(
      terms.map(({ label, by }): Term => [label, by]),
      marginSum(within, margin),
    )
  }
  const found = narrowVariables(solver, problem.build(), within.offsets, asked, (label) => neededOf(within, label))
  return found.flatMap((label) => labels[label] ?? [])
}
